/** A step in a few words for reports, as its file writes it, but with dots for what is typed into a masked field. */

import { holderOf } from './presented-phone.ts';
import type { Heard, Step } from './steps.ts';

/** @param masked a masked field is open as the step begins */
export function describeStep(step: Step, masked: boolean): string {
  const at = 'at' in step && step.at > 1 ? ` at ${step.at}` : '';
  return `${words(step, masked)}${at}`;
}

function words(step: Step, masked: boolean): string {
  switch (step.does) {
    case 'see':
      return `see ${step.see}${step.variant === undefined ? '' : ` (${step.variant})`}`;
    case 'hear':
      return `hear ${heardWords(step.hear)}`;
    case 'look':
      return `look at ${step.look}: ${step.mark ?? 'no mark'}${step.expires === undefined ? '' : `, ${step.expires}`}`;
    case 'never': {
      const { hear, see } = step.never;
      if (hear !== undefined) return `never hear ${heardWords(hear)}`;
      return see === undefined ? 'never read (words)' : `never see ${see}`;
    }
    case 'press':
      return `press ${keyWords(step.press, masked)}`;
    case 'touch':
      return `touch ${keyWords(step.touch, masked)}`;
    case 'place':
      return `place card of ${step.of}`;
    case 'present':
      return `present phone of ${holderOf(step)}${step.biometrics === 'agreed' ? '' : ` (${step.biometrics})`}${step.commands === undefined ? '' : `, taken away after ${step.commands} commands`}${step.coupling === undefined ? '' : ', weakly coupled'}`;
    case 'remove':
      return `remove ${step.remove}`;
    case 'phone-reader':
      return `cable of the phone reader ${step['phone-reader']}`;
    case 'camera':
      return `camera ${step.camera}`;
    case 'earphones':
      return `earphones ${step.earphones}`;
    case 'staff':
      return `staff: ${step.staff.verdict} person`;
    case 'wait':
      return `wait ${seconds(step.wait)}`;
    case 'link':
      return `link ${step.link}${rateWords(step.rate)}${byWords(step.by)}${forWords(step.for)}`;
    case 'back-end':
      return `back-end ${conductWords(step['back-end'])}`;
    case 'away':
      return `away ${step.away} card of ${step.of}${step.times > 1 ? `, ${step.times} times` : ''}`;
    // Names alone: the password of the staff is one of them.
    case 'facility':
      return `facility ${Object.keys(step.facility).join(', ')}`;
    case 'request':
      return `request ${step.request}${step.raw === undefined ? ` of ${step.of}` : ' (as written)'}`;
    case 'result':
      return `result ${step.result}${step.has === null ? ' gone' : ''}`;
    case 'disaster-mode':
      return `disaster mode ${step['disaster-mode']}`;
    case 'lookup':
      return `look ${step.of} up (${step.lookup})${step.wrong === undefined ? '' : `, ${step.wrong} mistyped`}`;
    case 'looked-up':
      return `looked up: ${step['looked-up']}`;
    case 'information':
      return `see ${step.information} of the person found`;
    case 'maintenance-told':
      return `told of maintenance: ${step['maintenance-told'].join(', ') || 'nothing'}`;
    case 'situation':
      return 'ask what kind of day it is';
    case 'kill':
      return `kill ${step.kill}`;
    case 'restart':
      return `restart ${step.restart}`;
    case 'clock':
      return `clock ${new Date(step.clock).toISOString()}`;
    case 'note':
      return step.note;
  }
}

function conductWords(order: Extract<Step, { does: 'back-end' }>['back-end']): string {
  if ('answer' in order) return `${order.answer}${forWords(order.for)}`;
  if ('revocation' in order) return `revocation ${order.revocation} by ${order.by}${forWords(order.for)}`;
  if ('outage-search' in order) return `search for outages ${order['outage-search']}`;
  if ('maintenance' in order) return `maintenance ${order.maintenance === 'none' ? 'none' : 'announced'}`;
  return `disaster mode ${order.disaster === 'closed' ? 'closed' : 'opened'}`;
}

/** Several digits at once may be a PIN wherever they are typed. */
const keyWords = (keys: string, masked: boolean): string =>
  masked || keys.length > 1 ? keys.replace(/\d/g, '•') : keys;

/** Words that are listened for are the scenario's own, or somebody's name: they stay in the file. */
const heardWords = ({ id, says, tone, channel }: Heard): string =>
  [id, tone, says === undefined ? undefined : '(words)', channel && `on ${channel}`]
    .filter(Boolean)
    .join(' ');

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;
const rateWords = (rate: number | undefined): string => (rate === undefined ? '' : ` at a rate of ${rate}`);
const byWords = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : ` by ${seconds(milliseconds)}`;
const forWords = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '' : ` for ${seconds(milliseconds)}`;
