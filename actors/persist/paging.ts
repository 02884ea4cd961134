import type { ListPage, ListPageRequest } from "sandbox-agent";

const DEFAULT_LIMIT = 100;

/** The size of a page: as requested, else 100. */
export function pageLimit({ limit }: ListPageRequest): number {
	return limit !== undefined && Number.isFinite(limit) && limit >= 1 ? Math.floor(limit) : DEFAULT_LIMIT;
}

/** The start of a page whose cursor is an offset. An invalid cursor means the first page. */
export function pageOffset({ cursor }: ListPageRequest): number {
	const offset = Number(cursor ?? 0);
	return Number.isInteger(offset) && offset > 0 ? offset : 0;
}

/** @param items - One more than `limit`, if there are as many: it shows that another page follows. */
export function toPage<T>(items: readonly T[], limit: number, cursorAfter: (last: T) => string): ListPage<T> {
	const page = items.slice(0, limit);
	const last = page.at(-1);
	return items.length > limit && last !== undefined ? { items: page, nextCursor: cursorAfter(last) } : { items: page };
}
