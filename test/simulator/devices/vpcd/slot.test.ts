import { afterEach, describe, expect, it } from 'vitest';
import { dialling, type SlotHappening, VpcdSlot } from '../../../../simulator/devices/vpcd/slot.ts';
import { VirtualClock } from '../../../../simulator/time/virtual-clock.ts';
import { apdu, bytes, jpki, pin, placed, selectFile } from '../../card/placed-card.ts';
import { control, FakeVpcd, frame } from './fake-vpcd.ts';

const atr = '3BE000FF8131FE4514';
const askTries = '00200080';
const sign = apdu('802A0080', '3031', '00');

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function vpcd(port = 0): Promise<FakeVpcd> {
  const fake = await FakeVpcd.listen(port);
  open.push(() => fake.close());
  return fake;
}

/** Time that is moved by hand, and tells when somebody begins to wait. */
class WatchedClock extends VirtualClock {
  /** Every wait that was begun, in milliseconds. */
  readonly waits: number[] = [];
  onWait = (): void => {};

  override setTimeout(callback: () => void, milliseconds: number): unknown {
    this.waits.push(milliseconds);
    const timer = super.setTimeout(callback, milliseconds);
    this.onWait();
    return timer;
  }
}

const readable = (happening: SlotHappening): string => {
  if (happening.event === 'command') return `${happening.name} ${happening.status?.toString(16)}`;
  if (happening.event !== 'problem') return happening.event;
  const { code, detail } = happening.problem;
  return `${code} ${detail['reason'] ?? ''}`.trim();
};

/** A person's card, not put in yet, and what is told of it. */
function cardFor(port: number, { id = 'insured', watch = (_told: string): void => {} } = {}) {
  const clock = new WatchedClock(0);
  const told: string[] = [];
  let changed = (): void => {};
  clock.onWait = () => changed();
  const { chip } = placed(id);
  const slot = new VpcdSlot({
    place: { host: '127.0.0.1', port },
    chip,
    atr: chip.powerOn(),
    clock,
    observe: (happening) => {
      told.push(readable(happening));
      watch(readable(happening));
      changed();
    },
  });
  open.push(() => slot.pull());
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  };
  const heard = (what: string, times = 1): Promise<void> =>
    until(() => told.filter((one) => one === what).length >= times);
  return { slot, clock, told, until, heard };
}

/** In the virtual reader, seen and powered. */
async function inserted(id = 'insured') {
  const reader = await vpcd();
  const card = cardFor(reader.port, { id });
  card.slot.put();
  const connection = await reader.card();
  expect(await connection.ask(control.answerToReset)).toBe(atr);
  await connection.tell(control.powerOn);
  return { ...card, reader, connection };
}

describe('A card in a slot of vpcd', () => {
  it('answers commands, and between them whether it is there', async () => {
    const { connection, told, heard } = await inserted();
    expect(await connection.ask(bytes(jpki))).toBe('9000');
    expect(await connection.ask(control.answerToReset)).toBe(atr);
    expect(await connection.ask(bytes(selectFile('0018')))).toBe('9000');
    expect(await connection.ask(control.answerToReset)).toBe(atr);
    expect(await connection.ask(bytes(askTries))).toBe('63C3');
    await connection.tell(control.powerOff);
    await heard('powerOff');
    expect(told).toEqual([
      'put',
      'connected',
      'inserted',
      'powerOn',
      'SELECT D392F000260100000001 9000',
      'SELECT 0018 9000',
      'VERIFY (tries left?) 63c3',
      'powerOff',
    ]);
  });

  it('does not answer power on, power off and reset, and forgets at a reset what was proved', async () => {
    const { connection } = await inserted();
    const proved = [jpki, selectFile('0018'), apdu('00200080', pin), selectFile('0017')];
    for (const command of proved) expect(await connection.ask(bytes(command))).toBe('9000');
    expect(await connection.ask(bytes(sign))).toMatch(/9000$/);
    await connection.tell(control.reset);
    // What is heard next is this answer, and not one to the reset.
    expect(await connection.ask(control.answerToReset)).toBe(atr);
    for (const command of [jpki, selectFile('0017')]) await connection.ask(bytes(command));
    expect(await connection.ask(bytes(sign))).toBe('6982');
  });

  it('takes length and payload that arrive apart, byte by byte, or several at once', async () => {
    const { connection } = await inserted();
    for (const byte of frame(bytes(jpki))) await connection.write(Uint8Array.of(byte));
    expect(await connection.heard()).toBe('9000');
    await connection.write(
      Buffer.concat([frame(control.answerToReset), frame(bytes(selectFile('0018'))), frame(bytes(askTries))]),
    );
    expect([await connection.heard(), await connection.heard(), await connection.heard()]).toEqual([
      atr,
      '9000',
      '63C3',
    ]);
  });

  it('is taken out for a reader that commands it without power', async () => {
    const { connection, told, clock, reader } = await inserted();
    await connection.tell(control.powerOff);
    await connection.tell(bytes(jpki));
    expect(await connection.gone()).toBe('');
    expect(told.slice(-2)).toEqual(['SELECT D392F000260100000001 undefined', 'EMU-321']);
    clock.runNext();
    expect(await (await reader.card()).ask(control.answerToReset)).toBe(atr);
  });

  it('with a broken chip lies there, and gives no answer to reset that anybody could go on from', async () => {
    const reader = await vpcd();
    const broken = cardFor(reader.port, { id: 'broken-card' });
    broken.slot.put();
    const connection = await reader.card();
    expect(await connection.ask(control.answerToReset)).toBe('00');
    await connection.tell(control.powerOn);
    await connection.tell(bytes(jpki));
    expect(await connection.gone()).toBe('');
  });

  it('answers what is no command with a status word', async () => {
    const { connection } = await inserted();
    expect(await connection.ask(Uint8Array.of(0x00, 0x20))).toBe('6700');
    expect(await connection.ask(bytes('00EE0000'))).toBe('6D00');
  });
});

describe('A card that is pulled out', () => {
  it('is gone at once, in the middle of a command as well, which it never sees', async () => {
    const { connection, slot, reader, told } = await inserted();
    for (const command of [jpki, selectFile('0018')]) await connection.ask(bytes(command));
    const whole = frame(bytes(apdu('00200080', '39393939')));
    await connection.write(whole.subarray(0, 9));
    slot.pull();
    expect(await connection.gone()).toBe('');
    slot.put();
    const again = await reader.card();
    await again.tell(control.powerOn);
    for (const command of [jpki, selectFile('0018')]) await again.ask(bytes(command));
    // The cut try was none, and its rest is not taken for the beginning of another command.
    expect(await again.ask(bytes(askTries))).toBe('63C3');
    expect(told.filter((what) => what === 'VERIFY' || what.startsWith('VERIFY 6'))).toEqual([]);
  });

  it('has forgotten what was proved when it is put back, and kept its counter', async () => {
    const { connection, slot, reader } = await inserted();
    for (const command of [jpki, selectFile('0018'), apdu('00200080', '39393939')])
      await connection.ask(bytes(command));
    await connection.ask(bytes(selectFile('001B')));
    expect(await connection.ask(bytes(apdu('00200080', '414243313233')))).toBe('9000');
    slot.pull();
    await connection.gone();
    slot.put();
    const again = await reader.card();
    await again.tell(control.powerOn);
    await again.ask(bytes(jpki));
    await again.ask(bytes(selectFile('001A')));
    expect(await again.ask(bytes(sign))).toBe('6982');
    await again.ask(bytes(selectFile('0018')));
    expect(await again.ask(bytes(askTries))).toBe('63C2');
  });

  it('does nothing more of what had come in the same piece', async () => {
    const reader = await vpcd();
    // Whoever watches pulls it at the first command.
    const { slot, told } = cardFor(reader.port, {
      watch: (what) => what.startsWith('SELECT') && slot.pull(),
    });
    slot.put();
    const connection = await reader.card();
    await connection.write(
      Buffer.concat([control.powerOn, bytes(jpki), bytes(selectFile('0018'))].map((one) => frame(one))),
    );
    expect(await connection.gone()).toBe('');
    expect(told.slice(2)).toEqual(['inserted', 'powerOn', 'SELECT D392F000260100000001 9000', 'pulled']);
  });

  it.each(['put', 'connected', 'inserted', 'powerOn', 'lost'])(
    'by whoever is told of %s is out, and does nothing more',
    async (moment) => {
      const reader = await vpcd();
      const { slot, clock, told, heard } = cardFor(reader.port, {
        watch: (what) => what === moment && slot.pull(),
      });
      slot.put();
      if (moment !== 'put') {
        const connection = await reader.card();
        await heard('connected');
        if (moment === 'lost') await connection.ask(control.answerToReset);
        if (moment === 'lost') connection.hangUp();
        else await connection.tell(control.powerOn);
      }
      await heard('pulled');
      expect([told.at(-1), clock.next()]).toEqual(['pulled', null]);
    },
  );

  it('stays out: nothing dials until it is put back', async () => {
    const { slot, clock, connection, told } = await inserted();
    slot.pull();
    slot.pull();
    await connection.gone();
    expect([clock.next(), told.at(-1)]).toEqual([null, 'pulled']);
  });
});

describe('A virtual reader that is not there', () => {
  it('is dialled again after longer and longer waits, and told of once', async () => {
    const gone = await FakeVpcd.listen();
    await gone.close();
    const { slot, clock, told, until, heard } = cardFor(gone.port);
    slot.put();
    // Each try has its limit, and after it comes the wait.
    for (let tries = 1; tries <= 7; tries += 1) {
      await until(() => clock.waits.length === 2 * tries);
      clock.runNext();
    }
    await until(() => clock.waits.length === 16);
    expect(clock.waits.filter((_, i) => i % 2 === 1)).toEqual([
      100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000,
    ]);
    expect(told).toEqual(['put', 'EMU-322 ECONNREFUSED']);

    const reader = await vpcd(gone.port);
    clock.runNext();
    const connection = await reader.card();
    expect(await connection.ask(control.answerToReset)).toBe(atr);
    await reader.close();
    await heard('lost');
    clock.runNext();
    await heard('EMU-322 ECONNREFUSED', 2);
    expect(told.slice(2)).toEqual(['connected', 'inserted', 'lost', 'EMU-322 ECONNREFUSED']);
  });

  it('is dialled again soon when it was there, and the card has no power in between', async () => {
    const { connection, reader, clock, heard, told } = await inserted();
    await connection.ask(bytes(jpki));
    connection.hangUp();
    await heard('lost');
    expect((clock.next() ?? Number.NaN) - clock.ticks()).toBe(dialling.first);
    clock.runNext();
    const again = await reader.card();
    await again.tell(bytes(jpki));
    expect(await again.gone()).toBe('');
    expect(told.slice(-5)).toEqual([
      'lost',
      'connected',
      'inserted',
      'SELECT D392F000260100000001 undefined',
      'EMU-321',
    ]);
  });

  it('is told of when it takes the connection and asks for nothing, as a slot does that has another card', async () => {
    const reader = await vpcd();
    const { slot, clock, told, heard } = cardFor(reader.port);
    slot.put();
    const connection = await reader.card();
    await heard('connected');
    clock.runNext();
    expect(clock.ticks()).toBe(dialling.silent);
    expect(await connection.ask(control.answerToReset)).toBe(atr);
    expect(told).toEqual(['put', 'connected', 'EMU-323', 'inserted']);
  });

  it('is given up for the moment when it does not answer at all', async () => {
    const { port } = await vpcd();
    const { slot, clock, heard } = cardFor(port);
    slot.put();
    // The limit is over before anything could come back.
    clock.runNext();
    await heard('EMU-322 ETIMEDOUT');
    expect(clock.waits).toEqual([dialling.limit, dialling.first]);
  });
});

describe('Something else where vpcd should be', () => {
  it.each([
    [Buffer.from('HTTP/1.1 400 Bad Request\r\n'), 'a frame of 18516 bytes'],
    [Buffer.of(0, 0), 'a frame of 0 bytes'],
    [Buffer.of(0, 1, 3), 'a control code of 3'],
  ])('is refused with the reason, and tried again with patience: %j', async (bytesSent, reason) => {
    const reader = await vpcd();
    const { slot, clock, told, heard } = cardFor(reader.port);
    slot.put();
    const connection = await reader.card();
    await connection.write(bytesSent);
    await heard(`EMU-320 ${reason}`);
    expect(await connection.gone()).toBe('');
    expect((clock.next() ?? Number.NaN) - clock.ticks()).toBe(dialling.ceiling);
    clock.runNext();
    expect(await (await reader.card()).ask(control.answerToReset)).toBe(atr);
    expect(told.at(-1)).toBe('inserted');
  });

  it('is hung up on when it never reads the answers', async () => {
    const reader = await vpcd();
    const { slot, heard } = cardFor(reader.port);
    slot.put();
    const connection = await reader.card();
    connection.stopReading();
    const many = Buffer.concat(Array.from({ length: 4_000 }, () => frame(control.answerToReset)));
    const questions = setInterval(() => void connection.write(many), 0);
    open.push(() => clearInterval(questions));
    await heard('EMU-320 answers are not read');
  });
});
