/** Checks what a request brings against the schemas of its route. */

import type { ErrorCode } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import { type Route, requestParts } from './routes.ts';

/**
 * The parts of a request that the route takes. `C` is the type that the route's own schemas describe.
 *
 * @param malformed the refusal; its `{where}` names the field and never holds what was sent
 */
export function checkCall<C>(
  route: Route,
  request: Readonly<Record<(typeof requestParts)[number], unknown>>,
  malformed: ErrorCode,
): Result<C> {
  const call: Partial<Record<(typeof requestParts)[number], unknown>> = {};
  for (const part of requestParts) {
    const checked = route[part]?.safeParse(request[part]);
    if (checked?.success === false) {
      const field = checked.error.issues[0]?.path.join('.');
      return refuse(malformed, { where: field ? `${part}: ${field}` : part });
    }
    if (checked) call[part] = checked.data;
  }
  return ok(call as C);
}
