/** The ways to native TensorFlow, with small scripts in place of npm, Python and compiler. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNpm } from '../../src/native/findTools';
import { beginInstallation, installedModules, removeInstallation, removeUnused } from '../../src/native/installation';
import { installNative, type InstallOptions } from '../../src/native/installNative';
import { FakeMachine } from './fakeMachine';

// #region Programs

const brings = `case "$1" in install)
  mkdir -p node_modules/@tensorflow/tfjs-node node_modules/node-api-headers/include
  echo '{}' > node_modules/@tensorflow/tfjs-node/package.json ;;
esac`;
const binding = 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';
const npmWithDownload = `${brings}\ncase "$1" in rebuild) mkdir -p $(dirname ${binding}); echo downloaded > ${binding} ;; esac`;
const npmOffline = `${brings}\ncase "$1" in rebuild)
  echo 'Error: getaddrinfo ENOTFOUND storage.googleapis.com' >&2; echo 'npm error code 1' >&2; exit 1 ;;
esac`;
const npmForbidden = `${brings}\ncase "$1" in rebuild)
  echo 'Error: TAR_BAD_ARCHIVE: Unrecognized archive format' >&2; exit 1 ;;
esac`;
/** Writes the file after -o. */
const compiles = `while [ "$1" != "-o" ]; do shift; done\necho built > "$2"`;
const python = (tensorFlow: string, pip: string) => `case "$1" in
  --version) echo 'Python 3.11.7' ;;
  -c) echo '${tensorFlow}' ;;
  -m) ${pip} ;;
esac`;
/** Puts files where --target says. */
const pipBrings = (files: string) => `while [ "$1" != "--target" ]; do shift; done
  mkdir -p "$2/tensorflow/include/tensorflow/c/eager"; cd "$2/tensorflow"; touch ${files}`;
const library = 'libtensorflow_cc.so.2 libtensorflow_framework.so.2 include/tensorflow/c/eager/c_api.h';
const pipOffline = `echo 'ERROR: No matching distribution found for tensorflow-cpu' >&2; exit 1`;

// #endregion

/** Passes where there is a binding. */
function probe(modules: string): Promise<void> {
  return existsSync(join(modules, '..', binding)) ? Promise.resolve() : Promise.reject(new Error('no binding'));
}

function install({ machine, root }: FakeMachine, options: Partial<InstallOptions> = {}): Promise<string> {
  const silent = { report: () => undefined, log: () => undefined };
  const ask = () => Promise.reject(new Error('nothing should be asked'));
  return installNative(machine, { root, probe, ask, ...silent, signal: new AbortController().signal, ...options });
}

const yes = () => Promise.resolve(true);
const no = () => Promise.resolve(false);

describe.skipIf(process.platform === 'win32')('with shell scripts as programs', () => {
  test('the package’s own download is used where it works, and nothing is asked', async () => {
    const fake = new FakeMachine().install('npm', npmWithDownload);
    expect(installedModules(fake.root)).toBeUndefined();
    const modules = await install(fake);
    expect(installedModules(fake.root)).toBe(modules);
    expect(readFileSync(join(modules, '..', binding), 'utf8')).toBe('downloaded\n');
    expect(fake.called()).toEqual([
      'npm install --ignore-scripts --no-audit --no-fund @tensorflow/tfjs-node@4.22.0 node-api-headers@1.9.0 --loglevel notice',
      'npm rebuild @tensorflow/tfjs-node --foreground-scripts --loglevel notice',
    ]);
    expect(fake.kept()).toEqual(['installed.json', fake.kept()[1]]);
    await removeInstallation(fake.root);
    expect(installedModules(fake.root)).toBeUndefined();
    expect(fake.kept()).toEqual([]);
  });

  test('offline, the binding is built with the TensorFlow that Python has', async () => {
    const fake = new FakeMachine().install('npm', npmOffline).install('c++', compiles);
    const tensorFlow = fake.tensorFlowIn('site-packages');
    fake.install('python3', python(tensorFlow, pipOffline));
    const questions: unknown[] = [];
    const ask: InstallOptions['ask'] = (question) => {
      questions.push(question);
      return yes();
    };
    const modules = await install(fake, { ask });
    const reason = /download of libtensorflow failed: getaddrinfo ENOTFOUND storage\.googleapis\.com\.$/;
    expect(questions).toEqual([{ kind: 'build', tensorFlow, reason: expect.stringMatching(reason) as string }]);
    const compile = fake.called().at(-1)!;
    expect(compile).toContain(` -I${modules}/node-api-headers/include -I${tensorFlow}/include `);
    expect(compile).toContain(`${tensorFlow}/libtensorflow_cc.so.2 ${tensorFlow}/libtensorflow_framework.so.2`);
    expect(compile.endsWith(` -Wl,-rpath,${tensorFlow}`)).toBe(true);
    expect(readFileSync(join(modules, '..', binding), 'utf8')).toBe('built\n');
  });

  test('without one, pip fetches it beside the package, and the binding finds it from where it is', async () => {
    const fake = new FakeMachine()
      .install('npm', npmForbidden)
      .install('g++', compiles)
      .install('python3', python('', pipBrings(library)));
    const modules = await install(fake, { ask: ({ kind }) => Promise.resolve(kind === 'fetch') });
    expect(fake.called().join('\n')).toMatch(/-m pip install .*--no-deps --only-binary :all: .* tensorflow-cpu/);
    const [, search] = / -Wl,-rpath,\$ORIGIN\/(\S+)$/.exec(fake.called().at(-1)!) ?? [];
    expect(join(modules, '..', dirname(binding), search!)).toBe(join(modules, '..', 'python', 'tensorflow'));
  });

  test('a download that does not load is built anew', async () => {
    const fake = new FakeMachine().install('npm', npmWithDownload).install('c++', compiles);
    fake.install('python3', python(fake.tensorFlowIn('site-packages'), pipOffline));
    const loadsWhenBuilt: InstallOptions['probe'] = (modules) =>
      readFileSync(join(modules, '..', binding), 'utf8') === 'built\n'
        ? Promise.resolve()
        : Promise.reject(new Error('GLIBC_2.99 not found'));
    const reasons: string[] = [];
    const ask: InstallOptions['ask'] = ({ reason }) => {
      reasons.push(reason);
      return yes();
    };
    await install(fake, { probe: loadsWhenBuilt, ask });
    expect(reasons).toEqual(['What the package downloaded does not load: GLIBC_2.99 not found.']);
  });

  const failures: [string, (fake: FakeMachine) => void, Partial<InstallOptions>, RegExp][] = [
    ['npm is missing', () => undefined, {}, /npm is missing: install Node\.js/],
    [
      'the registry is out of reach',
      (fake) => fake.install('npm', `echo 'npm error code ENOTFOUND' >&2; exit 1`),
      {},
      /npm failed: code ENOTFOUND\./,
    ],
    [
      'the download is refused and there is no compiler',
      (fake) => fake.install('npm', npmForbidden),
      {},
      /did not send the archive \(TAR_BAD_ARCHIVE\)\. .*C\+\+ compiler, which is missing: install g\+\+/,
    ],
    [
      'there is a compiler, but no Python',
      (fake) => fake.install('npm', npmOffline).install('c++', compiles),
      {},
      /ENOTFOUND.*Python's TensorFlow, which is missing: install Python 3 with its package tensorflow-cpu/,
    ],
    [
      'Python is version 2',
      (fake) => fake.install('npm', npmOffline).install('c++', compiles).install('python', `echo 'Python 2.7.18'`),
      {},
      /install Python 3/,
    ],
    [
      'the learner wants no build',
      (fake) =>
        fake
          .install('npm', npmOffline)
          .install('c++', compiles)
          .install('python3', python(fake.tensorFlowIn('site-packages'), pipOffline)),
      { ask: no },
      /ENOTFOUND.*not built here, as you chose/,
    ],
    [
      'pip is out of reach too',
      (fake) => fake.install('npm', npmOffline).install('c++', compiles).install('python3', python('', pipOffline)),
      { ask: yes },
      /pip could not fetch tensorflow-cpu.*: No matching distribution found for tensorflow-cpu\./,
    ],
    [
      'what pip brings has no library',
      (fake) =>
        fake
          .install('npm', npmOffline)
          .install('c++', compiles)
          .install('python3', python('/nowhere', pipBrings('libtensorflow_framework.so.2'))),
      { ask: yes },
      /tensorflow-cpu brought no libtensorflow with headers/,
    ],
    [
      'the compiler fails',
      (fake) =>
        fake
          .install('npm', npmOffline)
          .install('c++', `echo 'tfjs_backend.cc:3:10: fatal error: c_api.h: No such file' >&2; exit 1`)
          .install('python3', python(fake.tensorFlowIn('site-packages'), pipOffline)),
      { ask: yes },
      /Building it here failed: tfjs_backend\.cc:3:10: fatal error: c_api\.h: No such file\./,
    ],
    [
      'what was built does not load',
      (fake) =>
        fake
          .install('npm', npmOffline)
          .install('c++', compiles)
          .install('python3', python(fake.tensorFlowIn('site-packages'), pipOffline)),
      { ask: yes, probe: () => Promise.reject(new Error('undefined symbol: TF_Version\nsecond line')) },
      /What was built here does not load: undefined symbol: TF_Version\. Training/,
    ],
  ];
  test.each(failures)(
    '%s: says so, leaves nothing, and keeps what worked before',
    async (_, setup, options, reason) => {
      const fake = new FakeMachine();
      const before = await install(fake.install('npm', npmWithDownload));
      const kept = fake.kept();
      fake.uninstall('npm');
      setup(fake);
      const error = await install(fake, options).catch((caught: Error) => caught.message);
      expect(error).toMatch(/^Native TensorFlow was not installed\. /);
      expect(error).toMatch(reason);
      expect(error).toMatch(/Training works without it, on WebAssembly\.$/);
      expect(fake.kept()).toEqual(kept);
      expect(installedModules(fake.root)).toBe(before);
    },
  );

  test('where it cannot be built, nothing is asked', async () => {
    const fake = new FakeMachine({ platform: 'freebsd' }).install('npm', npmOffline);
    await expect(install(fake)).rejects.toThrow(/ENOTFOUND.*only on Linux and macOS/);
  });

  test('a Mac without its command line tools has no compiler, though it has /usr/bin/c++', async () => {
    const run = new FakeMachine().machine.run;
    const noTools: typeof run = (command, ...rest) =>
      command === 'xcode-select' ? Promise.resolve({ ok: false, output: '' }) : run(command, ...rest);
    const fake = new FakeMachine({ platform: 'darwin', run: noTools }).install('npm', npmOffline).install('c++', '');
    await expect(install(fake)).rejects.toThrow('run xcode-select --install');
  });

  test('a cancel in the middle ends all processes, and leaves nothing', async () => {
    const fake = new FakeMachine();
    const heartbeat = join(fake.root, '..', 'heartbeat');
    const beats = `(while :; do touch '${heartbeat}'; sleep 0.02; done) & wait`;
    fake.install('npm', `${brings}\nif [ "$1" = rebuild ]; then ${beats}; fi`);
    const abort = new AbortController();
    const installing = install(fake, { signal: abort.signal }).catch((error: Error) => error.message);
    await expect.poll(() => existsSync(heartbeat)).toBe(true);
    abort.abort(new Error('cancelled'));
    expect(await installing).toBe('cancelled');
    expect(fake.kept()).toEqual([]);
    rmSync(heartbeat);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(existsSync(heartbeat)).toBe(false);
  });

  test('a cancel while it is tried out leaves nothing', async () => {
    const fake = new FakeMachine().install('npm', npmWithDownload);
    const abort = new AbortController();
    const cancelled = new Error('cancelled');
    const probe: InstallOptions['probe'] = () => {
      abort.abort(cancelled);
      return Promise.resolve();
    };
    await expect(install(fake, { probe, signal: abort.signal })).rejects.toBe(cancelled);
    expect(fake.kept()).toEqual([]);
  });

  test('the installation before stays in use until the new one has passed its test, then it goes', async () => {
    const fake = new FakeMachine().install('npm', npmWithDownload);
    const first = await install(fake);
    const inUse: (string | undefined)[] = [];
    const second = await install(fake, {
      probe: () => {
        inUse.push(installedModules(fake.root));
        return Promise.resolve();
      },
    });
    expect(inUse).toEqual([first]);
    expect(installedModules(fake.root)).toBe(second);
    expect(existsSync(first)).toBe(false);
  });
});

test('what another window still works on is left alone; what a dead one left is not', async () => {
  const { root } = new FakeMachine();
  await beginInstallation(root);
  const others = join(root, `abc-${process.ppid}`);
  const dead = join(root, 'abc-999999999');
  for (const folder of [others, dead]) mkdirSync(folder);
  await removeUnused(root);
  expect(existsSync(others)).toBe(true);
  expect(existsSync(dead)).toBe(false);
});

test.each(['', '{"folder":', '{"folder":"gone"}'])('a damaged note of what is in use (%s) means none', (text) => {
  const { root } = new FakeMachine();
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'installed.json'), text);
  expect(installedModules(root)).toBeUndefined();
});

test('on Windows npm is its script, started with Node, for npm.cmd needs a shell', async () => {
  const fake = new FakeMachine({ platform: 'win32' }).install('npm.cmd', '').install('node.exe', '');
  expect(await findNpm(fake.machine)).toBeUndefined();
  const [bin] = fake.machine.programFolders();
  const script = join(bin!, 'node_modules', 'npm', 'bin', 'npm-cli.js');
  mkdirSync(dirname(script), { recursive: true });
  copyFileSync(join(bin!, 'npm.cmd'), script);
  expect(await findNpm(fake.machine)).toEqual({ command: join(bin!, 'node.exe'), args: [script] });
});
