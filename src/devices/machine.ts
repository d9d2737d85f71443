import { readdir, readFile } from 'node:fs/promises';
import * as os from 'node:os';
import { join } from 'node:path';
import type { MachineInfo, PowerState } from '../protocol';

/** What a benchmark must say about the machine it ran on. */
export async function describeMachine(
  given: Pick<MachineInfo, 'isRemote'> & { readonly vscode: string; readonly extension: string },
): Promise<MachineInfo> {
  return {
    cpu: os.cpus()[0]?.model.trim() || 'not known',
    cores: os.availableParallelism(),
    memory: os.totalmem(),
    os: `${os.type()} ${os.release()}, ${os.arch()}`,
    versions: { vscode: given.vscode, node: process.versions.node, extension: given.extension },
    power: await linuxPower(),
    isRemote: given.isRemote,
  };
}

/** Linux says it in files; elsewhere, and in most virtual machines, nobody here knows. */
export async function linuxPower(folder = '/sys/class/power_supply'): Promise<PowerState> {
  const supplies = await readdir(folder).catch(() => []);
  const read = (supply: string, file: string) => readFile(join(folder, supply, file), 'utf8').catch(() => '');
  for (const supply of supplies) {
    if ((await read(supply, 'type')).trim() !== 'Mains') continue;
    return (await read(supply, 'online')).trim() === '1' ? 'mains' : 'battery';
  }
  for (const supply of supplies) {
    if ((await read(supply, 'status')).trim() === 'Discharging') return 'battery';
  }
  return 'not known';
}
