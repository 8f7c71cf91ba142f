/** A step in a few words for reports, in the words of its file, but with dots for what is typed into a masked field. */

import type { Language } from '../../protocol/errors.ts';
import { holderOf } from './presented-phone.ts';
import type { Heard, Step } from './steps.ts';

type Words = Readonly<Record<Language, string>>;

/** @param masked a masked field is open as the step begins */
export function describeStep(step: Step, masked: boolean, language: Language = 'en'): string {
  const at = 'at' in step && step.at > 1 ? ` at ${step.at}` : '';
  return `${words(step, masked)[language]}${at}`;
}

const both = (text: string): Words => ({ en: text, ja: text });

function words(step: Step, masked: boolean): Words {
  switch (step.does) {
    case 'see': {
      const variant = step.variant === undefined ? '' : ` (${step.variant})`;
      return { en: `see ${step.see}${variant}`, ja: `see ${step.see}${variant}：画面` };
    }
    case 'hear': {
      const { en, ja } = heardWords(step.hear);
      return { en: `hear ${en}`, ja: `hear ${ja}：聞こえる` };
    }
    case 'look':
      return {
        en: `look at ${step.look}: ${step.mark ?? 'no mark'}${step.expires === undefined ? '' : `, ${step.expires}`}`,
        ja: `look ${step.look}：${step.mark ?? '記載なし'}${step.expires === undefined ? '' : `、${step.expires}`}`,
      };
    case 'never':
      return neverWords(step.never);
    case 'press': {
      const keys = keyWords(step.press, masked);
      return { en: `press ${keys}`, ja: `press ${keys}：キーを押す` };
    }
    case 'touch': {
      const keys = keyWords(step.touch, masked);
      return { en: `touch ${keys}`, ja: `touch ${keys}：ボタンに触れる` };
    }
    case 'place':
      return { en: `place card of ${step.of}`, ja: `place card：${step.of} のカードを置く` };
    case 'present':
      return presentWords(step);
    case 'remove':
      return { en: `remove ${step.remove}`, ja: `remove ${step.remove}：取る` };
    case 'phone-reader':
      return {
        en: `cable of the phone reader ${step['phone-reader']}`,
        ja: `phone-reader ${step['phone-reader']}：汎用カードリーダーのケーブル`,
      };
    case 'camera':
      return { en: `camera ${step.camera}`, ja: `camera ${step.camera}：カメラに写るもの` };
    case 'earphones':
      return { en: `earphones ${step.earphones}`, ja: `earphones ${step.earphones}：イヤホン` };
    case 'staff':
      return {
        en: `staff: ${step.staff.verdict} person`,
        ja: `staff：目視確認、${step.staff.verdict === 'same' ? '本人' : '別人'}`,
      };
    case 'wait':
      return { en: `wait ${seconds(step.wait)}`, ja: `wait：${seconds(step.wait)} 待つ` };
    case 'link': {
      const { rate, by, for: lasts } = step;
      return {
        en: `link ${step.link}${rateWords(rate).en}${byWords(by).en}${forWords(lasts).en}`,
        ja: `link ${step.link}${rateWords(rate).ja}${byWords(by).ja}${forWords(lasts).ja}`,
      };
    }
    case 'back-end': {
      const { en, ja } = conductWords(step['back-end']);
      return { en: `back-end ${en}`, ja: `back-end ${ja}` };
    }
    case 'away':
      return {
        en: `away ${step.away} card of ${step.of}${step.times > 1 ? `, ${step.times} times` : ''}`,
        ja: `away ${step.away}：${step.of} のカード${step.times > 1 ? `、${step.times} 回` : ''}`,
      };
    // Names alone: the password of the staff is one of them.
    case 'facility': {
      const names = Object.keys(step.facility);
      return {
        en: `facility ${names.join(', ')}`,
        ja: `facility：施設の設定 ${names.join('、')} を変える`,
      };
    }
    case 'request':
      return {
        en: `request ${step.request}${step.raw === undefined ? ` of ${step.of}` : ' (as written)'}`,
        ja: `request ${step.request}：${step.raw === undefined ? `${step.of} についての要求` : '書かれたとおりの要求'}`,
      };
    case 'result':
      return {
        en: `result ${step.result}${step.has === null ? ' gone' : ''}`,
        ja: `result ${step.result}：結果${step.has === null ? 'がなくなっている' : ''}`,
      };
    case 'disaster-mode':
      return {
        en: `disaster mode ${step['disaster-mode']}`,
        ja: `disaster-mode ${step['disaster-mode']}：災害時モード`,
      };
    case 'lookup':
      return {
        en: `look ${step.of} up (${step.lookup})${step.wrong === undefined ? '' : `, ${step.wrong} mistyped`}`,
        ja: `lookup ${step.lookup}：${step.of} を照会${step.wrong === undefined ? '' : `、${step.wrong} を打ち間違える`}`,
      };
    case 'looked-up':
      return { en: `looked up: ${step['looked-up']}`, ja: `looked-up ${step['looked-up']}：照会の結果` };
    case 'information':
      return {
        en: `see ${step.information} of the person found`,
        ja: `information ${step.information}：見つかった人の医療情報`,
      };
    case 'maintenance-told': {
      const told = step['maintenance-told'];
      return {
        en: `told of maintenance: ${told.join(', ') || 'nothing'}`,
        ja: `maintenance-told：知らされたメンテナンス ${told.join('、') || 'なし'}`,
      };
    }
    case 'situation':
      return { en: 'ask what kind of day it is', ja: 'situation：今日の状況を尋ねる' };
    case 'kill':
      return { en: `kill ${step.kill}`, ja: `kill ${step.kill}：落とす` };
    case 'restart':
      return { en: `restart ${step.restart}`, ja: `restart ${step.restart}：起動し直す` };
    case 'clock': {
      const time = new Date(step.clock).toISOString();
      return { en: `clock ${time}`, ja: `clock ${time}：時計を合わせる` };
    }
    case 'note':
      return both(step.note);
  }
}

function neverWords({ hear, see }: Extract<Step, { does: 'never' }>['never']): Words {
  if (hear !== undefined) {
    const { en, ja } = heardWords(hear);
    return { en: `never hear ${en}`, ja: `never hear ${ja}：聞こえない` };
  }
  return see === undefined
    ? { en: 'never read (words)', ja: 'never read：その言葉は表示されない' }
    : { en: `never see ${see}`, ja: `never see ${see}：表示されない` };
}

function presentWords(step: Extract<Step, { does: 'present' }>): Words {
  const { biometrics, commands, coupling } = step;
  const holder = holderOf(step);
  const agreed = biometrics === 'agreed' ? '' : ` (${biometrics})`;
  const early = commands === undefined ? '' : `, taken away after ${commands} commands`;
  const earlyJa = commands === undefined ? '' : `、コマンド ${commands} 個で離す`;
  return {
    en: `present phone of ${holder}${agreed}${early}${coupling === undefined ? '' : ', weakly coupled'}`,
    ja: `present phone：${holder} のスマートフォンをかざす${agreed}${earlyJa}${coupling === undefined ? '' : '、当て方が悪い'}`,
  };
}

function conductWords(order: Extract<Step, { does: 'back-end' }>['back-end']): Words {
  if ('answer' in order) {
    const { en, ja } = forWords(order.for);
    return { en: `${order.answer}${en}`, ja: `${order.answer}${ja}` };
  }
  if ('revocation' in order) {
    const { en, ja } = forWords(order.for);
    return {
      en: `revocation ${order.revocation} by ${order.by}${en}`,
      ja: `revocation ${order.revocation}：失効情報（${order.by}）${ja}`,
    };
  }
  if ('outage-search' in order)
    return {
      en: `search for outages ${order['outage-search']}`,
      ja: `outage-search ${order['outage-search']}：資格情報照会（システム障害時）`,
    };
  if ('maintenance' in order)
    return order.maintenance === 'none'
      ? { en: 'maintenance none', ja: 'maintenance：メンテナンスなし' }
      : { en: 'maintenance announced', ja: 'maintenance：メンテナンスの予告' };
  return order.disaster === 'closed'
    ? { en: 'disaster mode closed', ja: 'disaster：災害時モードを閉じる' }
    : { en: 'disaster mode opened', ja: 'disaster：災害時モードを開放する' };
}

/** Several digits at once may be a PIN wherever they are typed. */
const keyWords = (keys: string, masked: boolean): string =>
  masked || keys.length > 1 ? keys.replace(/\d/g, '•') : keys;

/** Words that are listened for are the scenario's own, or somebody's name: they stay in the file. */
function heardWords({ id, says, tone, channel }: Heard): Words {
  const known = [id, tone].filter(Boolean);
  return {
    en: [...known, ...(says === undefined ? [] : ['(words)']), ...(channel ? [`on ${channel}`] : [])].join(
      ' ',
    ),
    ja: [...known, ...(says === undefined ? [] : ['（言葉）']), ...(channel ? [`（${channel}）`] : [])].join(
      ' ',
    ),
  };
}

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;
const rateWords = (rate: number | undefined): Words =>
  rate === undefined ? both('') : { en: ` at a rate of ${rate}`, ja: `、割合 ${rate}` };
const byWords = (milliseconds: number | undefined): Words =>
  milliseconds === undefined
    ? both('')
    : { en: ` by ${seconds(milliseconds)}`, ja: `、${seconds(milliseconds)} ずつ` };
const forWords = (milliseconds: number | undefined): Words =>
  milliseconds === undefined
    ? both('')
    : { en: ` for ${seconds(milliseconds)}`, ja: `、${seconds(milliseconds)} の間` };
