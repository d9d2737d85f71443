import { formatDigits } from '../shared/format';
import { LessonHeader } from '../shared/teaching/LessonHeader';
import { Stepper } from '../shared/teaching/Stepper';
import { achieve } from './achieve';
import { ChainRule } from './ChainRule';
import { CostPlot } from './CostPlot';
import { DataCard } from './DataCard';
import { DataPlot } from './DataPlot';
import { chosenOptimisers, followed, lastStep, outcomes, parameters, shownStep, step, theta } from './descent';
import { LearningRate } from './LearningRate';
import { lesson } from './lesson';
import { FollowedChoice, OptimiserChoice, Optimisers } from './Optimisers';
import { optimisers } from './optimiserChoices';
import { NextUpdate, RateQuestion } from './Questions';
import { StartFields } from './StartFields';
import { StepNumbers } from './StepNumbers';
import { thetaText } from './texts';
import { hasLeft } from './views';

export function App() {
  return (
    <>
      <LessonHeader topic="Topic 2 · Linear regression" title="Gradient descent paths" lesson={lesson} />
      <Parameters />
      <div class="plots">
        <section class="card data-plot" aria-labelledby="data-plot-heading">
          <h2 id="data-plot-heading">Data and lines</h2>
          <DataPlot />
          <p class="caption">Thick: the line now. Thin: the lines before. Dashed: the line of least cost.</p>
          {chosenOptimisers.value.length > 1 && <FollowedChoice />}
        </section>
        <section class="card" aria-labelledby="cost-plot-heading">
          <h2 id="cost-plot-heading">{parameters.value === 1 ? 'Cost of θ' : 'Cost of θ₀ and θ₁'}</h2>
          <CostPlot />
          <CostCaption />
          <OptimiserChoice />
        </section>
      </div>
      <Steps />
      <LearningRate />
      <div class="questions">
        <NextUpdate />
        <RateQuestion />
      </div>
      <StepNumbers />
      <ChainRule />
      <Optimisers />
      <StartFields />
      <DataCard />
    </>
  );
}

const views = [
  { id: 'one', title: 'One parameter', formula: 'y ≈ θx' },
  { id: 'two', title: 'Two parameters', formula: 'y ≈ θ₀ + θ₁x' },
] as const;

function Parameters() {
  const current = lesson.state.value.parameters;
  return (
    <fieldset class="parameters">
      <legend class="visually-hidden">Hypothesis</legend>
      {views.map(({ id, title, formula }) => (
        <label key={id}>
          <input
            type="radio"
            name="parameters"
            checked={id === current}
            onChange={() => lesson.change({ parameters: id, step: 0 })}
          />
          {title} <span class="note">{formula}</span>
        </label>
      ))}
    </fieldset>
  );
}

function CostCaption() {
  return (
    <p class="caption">
      Click, or move the ring, to choose the start. The cross is the closed-form answer, the dashed red line{' '}
      {parameters.value === 1 ? 'the slope.' : 'points straight downhill.'}
      {hasLeft.value && <strong> The path has left the picture; the table has its numbers.</strong>}
    </p>
  );
}

function Steps() {
  return <Stepper step={step.value} last={lastStep.value} describe={describeStep()} onStep={goTo} />;
}

function describeStep(): string {
  const { id, descent } = followed.value;
  const shown = shownStep.value;
  const isEnd = descent.hasDiverged && shown === descent.path.length - 1;
  const ended = isEnd ? `, diverged after step ${shown}` : '';
  return `Step ${step.value} of ${lastStep.value}. ${optimisers[id].title}${ended}: ${thetaText(theta.value)}, cost ${formatDigits(descent.costs[shown]!, 5)}`;
}

function goTo(next: number): void {
  lesson.change({ step: next });
  const { reached } = outcomes.peek().find(({ id }) => id === followed.peek().id)!;
  if (parameters.peek() === 1 && reached !== undefined && next >= reached && reached > 0) achieve('followedTheta');
}
