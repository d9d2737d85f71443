import * as vscode from 'vscode';
import { mnistMlp } from '../samples/mnist-mlp';
import { ParameterError, type Parameter, type ParameterValues } from '../samples/parameters';
import { parametersFor, type Sample } from '../samples/sample';
import type { RunRequest } from './protocol';
import type { Services } from './services';
import { describeParameters } from './pickRun';
import { settings } from './settings';

/** Asks for a preset unless one is named, then trains and shows it. */
export async function trainMnistMlp(services: Services, presetId?: string): Promise<void> {
  const parameters = await chooseParameters(mnistMlp, presetId);
  if (!parameters) return;
  await startRun(services, {
    sampleId: mnistMlp.id,
    parameters,
    seed: settings.seed(),
    data: services.data.source(),
    engine: settings.engine(),
  });
}

/** Starts a run and opens its panel. */
export async function startRun({ runs, panels, predictions }: Services, request: RunRequest): Promise<void> {
  const record = await runs.start(request, predictions.accuracy);
  predictions.accuracy = undefined;
  panels.show(record);
}

async function chooseParameters(sample: Sample, presetId?: string): Promise<ParameterValues | undefined> {
  if (presetId !== undefined) {
    const preset = sample.presets.find(({ id }) => id === presetId);
    if (preset) return preset.parameters;
    const known = sample.presets.map(({ id }) => id).join(', ');
    throw new Error(`${sample.title} has no preset "${presetId}". Choose one of: ${known}.`);
  }
  const own = { label: 'Own parameters…', description: 'asked one by one', parameters: undefined };
  const presets = sample.presets.map(({ title, description, parameters }) => ({
    label: title,
    description,
    detail: describeParameters(parameters),
    parameters,
  }));
  const choice = await vscode.window.showQuickPick([...presets, own], { title: `Train ${sample.title}: what?` });
  return choice === own ? askForParameters(sample) : choice?.parameters;
}

/** Asks for each parameter in turn, with its default filled in; undefined when the learner cancelled. */
async function askForParameters(sample: Sample): Promise<ParameterValues | undefined> {
  const given: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(sample.parameters)) {
    if (!isAsked(parameter, given)) continue;
    const answer = await ask(sample, name, parameter, given);
    if (answer === undefined) return undefined;
    if (answer.trim() !== '') given[name] = answer;
  }
  return parametersFor(sample, given);
}

function isAsked(parameter: Parameter, given: Readonly<Record<string, string>>): boolean {
  if (parameter.type === 'choice') return true;
  return Object.entries(parameter.askedWhen ?? {}).every(([choice, value]) => given[choice] === value);
}

async function ask(
  sample: Sample,
  name: string,
  parameter: Parameter,
  given: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const title = `${sample.title}: ${parameter.title}`;
  if (parameter.type === 'choice') {
    return vscode.window.showQuickPick([...parameter.options], { title, ignoreFocusOut: true });
  }
  const suggestion = defaultOf(sample, name, given);
  return vscode.window.showInputBox({
    title,
    prompt: parameter.description,
    // A training panel that takes the focus meanwhile must not end the questions.
    ignoreFocusOut: true,
    value: suggestion === undefined ? '' : String(suggestion),
    validateInput: (text) => problemWith(sample, text.trim() === '' ? given : { ...given, [name]: text }),
  });
}

const defaultOf = (sample: Sample, name: string, given: Readonly<Record<string, string>>) => {
  const { model } = given;
  return parametersFor(sample, model === undefined ? {} : { model })[name];
};

function problemWith(sample: Sample, given: Readonly<Record<string, string>>): string | undefined {
  try {
    parametersFor(sample, given);
    return undefined;
  } catch (error) {
    if (error instanceof ParameterError) return error.message;
    throw error;
  }
}
