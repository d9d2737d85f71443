import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Machine } from '../../src/native/machine';
import { runProcess } from '../../src/native/runProcess';

/** A computer on which only those programs are installed that a test puts there: small shell scripts. */
export class FakeMachine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'machine-'));
  readonly root = join(this.folder, 'storage', 'native');
  private readonly calls = join(this.folder, 'calls');
  readonly machine: Machine;

  constructor(machine: Partial<Machine> = {}) {
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    const bin = join(this.folder, 'bin');
    mkdirSync(bin);
    const programFolders = () => [bin];
    this.machine = { platform: 'linux', arch: 'x64', env: process.env, programFolders, run: runProcess, ...machine };
  }

  /** A program that notes how it was called, then does this. */
  install(name: string, script: string): this {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${this.calls}'\n${script}\n`);
    chmodSync(file, 0o755);
    return this;
  }

  uninstall(name: string): this {
    rmSync(join(this.folder, 'bin', name));
    return this;
  }

  /** The lines of the programs' calls. */
  called(): string[] {
    return existsSync(this.calls) ? readFileSync(this.calls, 'utf8').trim().split('\n') : [];
  }

  /** What is in the folder of all installations. */
  kept(): string[] {
    return existsSync(this.root) ? readdirSync(this.root).sort() : [];
  }

  /** Python's package tensorflow, as far as a build looks at it. */
  tensorFlowIn(site: string): string {
    const tensorFlow = join(this.folder, site, 'tensorflow');
    mkdirSync(join(tensorFlow, 'include', 'tensorflow', 'c', 'eager'), { recursive: true });
    for (const file of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/tensorflow/c/eager/c_api.h'])
      writeFileSync(join(tensorFlow, file), '');
    return tensorFlow;
  }
}
