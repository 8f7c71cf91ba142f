/** How a person wants to see the screens of their visit: larger, in stronger colours, or not at all (EN 301 549 5.2). */

export const textModes = ['normal', 'large'] as const;
export const contrastModes = ['normal', 'high'] as const;

export interface DisplayMode {
  readonly text: (typeof textModes)[number];
  readonly contrast: (typeof contrastModes)[number];
  /** Nothing of a visit is drawn, at the person's own wish; the voice goes on. */
  readonly hidden: boolean;
}

/** What is switched. */
export type DisplaySetting = keyof DisplayMode;

/** Before and after every visit. */
export const defaultDisplay: DisplayMode = { text: 'normal', contrast: 'normal', hidden: false };

export const isDefaultDisplay = ({ text, contrast, hidden }: DisplayMode): boolean =>
  text === defaultDisplay.text && contrast === defaultDisplay.contrast && hidden === defaultDisplay.hidden;

/** Every way in which letters can be seen. */
export const visibleModes: readonly DisplayMode[] = textModes.flatMap((text) =>
  contrastModes.map((contrast) => ({ text, contrast, hidden: false })),
);
