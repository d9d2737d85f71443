import { css } from '../shared/colours';
import type { LineChart } from '../shared/chart/lineChart';
import { lineChartSvg } from '../shared/chart/lineChartSvg';
import { pngOf } from '../shared/chart/picture';
import { formatEpoch } from '../shared/format';
import { Menu, type MenuItem } from '../shared/Menu';
import { attempt } from '../shared/Messages';
import { theme } from '../shared/theme';
import { accuracyChart, lossChart } from './curves';
import { host, run, shownStep } from './run';

export function ExportMenu() {
  const step = shownStep.value;
  const items: MenuItem[] = [
    { label: 'Metrics as CSV…', onChoose: () => attempt(() => host.exportMetrics('csv')) },
    { label: 'Metrics as JSON…', onChoose: () => attempt(() => host.exportMetrics('json')) },
    ...pictures('Loss chart', lossChart.value),
    ...pictures('Accuracy chart', accuracyChart.value),
  ];
  if (step !== undefined) {
    items.push({
      label: `Model after epoch ${formatEpoch(step)}…`,
      onChoose: () => attempt(() => host.exportModel(step)),
    });
  }
  return <Menu label="Export" icon="save" items={items} />;
}

function pictures(name: string, chart: LineChart): MenuItem[] {
  return [
    { label: `${name} as PNG…`, onChoose: () => attempt(() => save(chart, 'png')) },
    { label: `${name} as SVG…`, onChoose: () => attempt(() => save(chart, 'svg')) },
  ];
}

async function save(chart: LineChart, format: 'png' | 'svg'): Promise<void> {
  const { background, foreground, grid } = theme.value;
  const titled = { ...chart, title: `${chart.title}: ${run.value!.title}` };
  const svg = lineChartSvg(titled, { background: css(background), foreground: css(foreground), grid: css(grid) });
  const bytes = format === 'svg' ? new TextEncoder().encode(svg) : await pngOf(svg);
  await host.savePicture(`${chart.title.toLowerCase().replaceAll(' ', '-')}.${format}`, bytes);
}
