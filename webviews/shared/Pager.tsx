import { formatCount } from './format';
import { Icon } from './Icon';

interface PagerProps {
  /** What is paged, in the plural: "digits". */
  readonly noun: string;
  readonly count: number;
  readonly pageSize: number;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** "‹ 25–48 of 200 ›"; nothing when everything fits on one page. */
export function Pager({ noun, count, pageSize, page, onPage }: PagerProps) {
  if (count <= pageSize) return null;
  const pages = Math.ceil(count / pageSize);
  const first = page * pageSize + 1;
  const last = Math.min(count, first + pageSize - 1);
  return (
    <nav class="pager" aria-label={`Pages of ${noun}`}>
      <button
        type="button"
        class="quiet"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
        aria-label="Previous page"
      >
        <Icon name="previous" />
      </button>
      <span>
        {formatCount(first)}–{formatCount(last)} of {formatCount(count)} {noun}
      </span>
      <button
        type="button"
        class="quiet"
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
        aria-label="Next page"
      >
        <Icon name="next" />
      </button>
    </nav>
  );
}
