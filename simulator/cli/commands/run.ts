import { defineCommand } from '../command.ts';
export const command = defineCommand({
  arguments: {},
  options: {},
  examples: [],
  run: async () => 0 as const,
});
