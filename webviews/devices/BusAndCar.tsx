import {
  bus,
  car,
  crossoverGroup,
  firstArrival,
  lastArrival,
  throughput,
  type Vehicle,
} from '../../samples/devices/busAndCar';
import { axis, type LineChart } from '../shared/chart/lineChart';
import { LineChartView } from '../shared/chart/LineChartView';
import { css } from '../shared/colours';
import { formatCount, formatValue } from '../shared/format';
import { Disclosure, NumberTable } from '../shared/Numbers';
import { theme } from '../shared/theme';
import { Guess } from './Guess';
import { achieve } from './host';
import { Section } from './Section';
import { Slider } from './Slider';
import { distance, guessedGroup, movedSliders, people } from './view';

const largestGroup = 60;
const crossing = crossoverGroup(car, bus)!;

/** The deck's picture of latency and throughput, with numbers to move. */
export function BusAndCar() {
  const guess = guessedGroup.value;
  const onGuess = (group: number) => {
    guessedGroup.value = group;
    movedSliders.value = [];
  };
  const onMove = (slider: 'people' | 'distance') => {
    if (guess === undefined) return;
    movedSliders.value = [...new Set([...movedSliders.value, slider])];
    if (movedSliders.value.length === 2) achieve('foundCrossoverGroup');
  };
  return (
    <Section id="busAndCar" heading="Latency or throughput: the car and the bus" origins={['calculated']}>
      <p class="note">
        A car at {car.speed} km/h takes {car.seats} people, a bus at {bus.speed} km/h takes {bus.seats}. One of each
        drives to and fro until everybody is there. A CPU core is built like the car, a GPU like the bus.
      </p>
      <div class="sliders">
        <Slider
          id="people"
          label="People"
          min={1}
          max={largestGroup}
          value={people.value}
          text={formatCount(people.value)}
          onChange={(value) => {
            people.value = value;
            onMove('people');
          }}
        />
        <Slider
          id="distance"
          label="Distance"
          min={50}
          max={1000}
          step={50}
          value={distance.value}
          text={`${formatCount(distance.value)} km`}
          onChange={(value) => {
            distance.value = value;
            onMove('distance');
          }}
        />
      </div>
      <div class="scroll" role="region" aria-label="Car and bus" tabIndex={0}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Vehicle</th>
              <th scope="col">first there (latency)</th>
              <th scope="col">trips</th>
              <th scope="col">all there</th>
              <th scope="col">people an hour (throughput)</th>
            </tr>
          </thead>
          <tbody>
            {[car, bus].map((vehicle) => (
              <VehicleRow key={vehicle.name} vehicle={vehicle} />
            ))}
          </tbody>
        </table>
      </div>
      <Guess
        id="guess-group"
        question="From how many people on has the bus brought all there sooner than the car?"
        guess={guess}
        onGuess={onGuess}
      />
      {guess !== undefined && (
        <>
          <p>
            You guessed {formatCount(guess)}. {guess === crossing ? 'That is right: from' : 'From'}{' '}
            {formatCount(crossing)} people on the bus is first, whatever the distance: it stretches both times alike.
            For three or four people, both take equally long.
          </p>
          <LineChartView chart={chart()} label={describe()} nameOfX={(group) => `${group} people`} />
          <Disclosure id="numbers-bus" summary="Show numbers">
            {() => <Arrivals />}
          </Disclosure>
        </>
      )}
    </Section>
  );
}

function VehicleRow({ vehicle }: { readonly vehicle: Vehicle }) {
  const trips = Math.ceil(people.value / vehicle.seats);
  return (
    <tr>
      <th scope="row">
        {vehicle.name}, {vehicle.speed} km/h, {vehicle.seats} seats
      </th>
      <td>{hours(firstArrival(vehicle, distance.value))}</td>
      <td>
        {formatCount(trips)} there, {formatCount(trips - 1)} back
      </td>
      <td>{hours(lastArrival(vehicle, people.value, distance.value))}</td>
      <td>{formatValue(throughput(vehicle, distance.value))}</td>
    </tr>
  );
}

/** 1.5 → "1 h 30 min" */
function hours(time: number): string {
  const minutes = Math.round(time * 60);
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(whole > 0 ? [`${whole} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}

function chart(): LineChart {
  const { blue, foreground, green } = theme.value;
  const groups = Array.from({ length: largestGroup }, (_, i) => i + 1);
  const points = (vehicle: Vehicle) => groups.map((x) => ({ x, y: lastArrival(vehicle, x, distance.value) }));
  const [byCar, byBus] = [points(car), points(bus)];
  return {
    title: 'All there',
    x: axis('people', 0, largestGroup),
    y: axis('hours until all are there', 0, byCar.at(-1)!.y),
    lines: [
      { name: 'car', points: byCar, style: { colour: css(blue), dash: [], marker: 'circle' } },
      { name: 'bus', points: byBus, style: { colour: css(green), dash: [6, 3], marker: 'square' } },
      {
        name: `from ${crossing} people on, the bus is first`,
        points: [byBus[crossing - 1]!],
        style: { colour: css(foreground), dash: undefined, marker: 'cross' },
      },
    ],
    mark: { x: people.value, label: `${people.value} people` },
  };
}

function Arrivals() {
  const rows = Array.from({ length: largestGroup }, (_, i) => i + 1).map((group) => [
    formatCount(group),
    ...[car, bus].map((vehicle) => hours(lastArrival(vehicle, group, distance.value))),
  ]);
  return <NumberTable caption="All there" columns={['people', car.name, bus.name]} rows={rows} />;
}

function describe(): string {
  const time = (vehicle: Vehicle) => hours(lastArrival(vehicle, people.value, distance.value));
  return `Line chart of the time until all are there over the number of people. For ${people.value} people: car ${time(car)}, bus ${time(bus)}. They cross at ${crossing} people.`;
}
