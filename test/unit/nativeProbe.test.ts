/** The probe of native TensorFlow, with processes that load, fail, crash and hang in its place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { probeNative, probeOnce } from '../../src/native/probe';
import { startProbe, startProcess } from '../../src/worker/startWorker';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const standIn = (name: string) =>
  startProcess(dist, '/nowhere', join(import.meta.dirname, '..', 'fixtures', 'workers', `${name}.js`));

test('passes where native TensorFlow loads', async () => {
  await expect(probeNative(standIn('loads'))).resolves.toBeUndefined();
});

test.each([
  ['sendsFault', /^the library is too old$/],
  ['exits', /ended unexpectedly \(code 7\)/],
  ['crashes', /ended unexpectedly \(SIGILL\)/],
])('fails with the reason where it %s', async (name, reason) => {
  await expect(probeNative(standIn(name))).rejects.toThrow(reason);
});

test('gives up where it hangs, and ends the process', async () => {
  const worker = standIn('hangs');
  const ended = new Promise<Error>((resolve) => worker.onExit(resolve));
  await expect(probeNative(worker, { limit: 300 })).rejects.toThrow('it was not ready after 0.3 s');
  expect((await ended).message).toContain('SIGKILL');
});

test('a cancel does not wait for it', async () => {
  const abort = new AbortController();
  const probing = probeNative(standIn('hangs'), { signal: abort.signal });
  abort.abort(new Error('cancelled'));
  await expect(probing).rejects.toThrow('cancelled');
});

test('the real probe says what is missing', async () => {
  await expect(probeNative(startProbe(dist, '/nowhere'))).rejects.toThrow("Cannot find module '@tensorflow/tfjs-node'");
});

test('an installation is probed once, and again after it changed', async () => {
  const modules = mkdtempSync(join(tmpdir(), 'modules-'));
  onTestFinished(() => rmSync(modules, { recursive: true }));
  const manifest = join(modules, '@tensorflow', 'tfjs-node', 'package.json');
  mkdirSync(join(manifest, '..'), { recursive: true });
  writeFileSync(manifest, '{}');
  let starts = 0;
  const probe = (name: string) =>
    probeOnce(modules, () => {
      starts++;
      return standIn(name);
    });

  await expect(probe('exits')).rejects.toThrow('code 7');
  await expect(probe('loads')).rejects.toThrow('code 7');
  expect(starts).toBe(1);

  await new Promise((resolve) => setTimeout(resolve, 20)); // so that the file's time differs
  writeFileSync(manifest, '{}');
  await expect(probe('loads')).resolves.toBeUndefined();
  await expect(probe('loads')).resolves.toBeUndefined();
  expect(starts).toBe(2);
});
