import type { ListPage, ListPageRequest } from "sandbox-agent";

const DEFAULT_LIMIT = 100;

/** How many a page holds: what was asked for, else 100. */
export function pageLimit({ limit }: ListPageRequest): number {
	return limit !== undefined && Number.isFinite(limit) && limit >= 1 ? Math.floor(limit) : DEFAULT_LIMIT;
}

/** Where a page starts whose cursor counts what came before it. A cursor that makes no sense starts from the front. */
export function pageOffset({ cursor }: ListPageRequest): number {
	const offset = Number(cursor ?? 0);
	return Number.isInteger(offset) && offset > 0 ? offset : 0;
}

/** A page of one more than asked for: the one too many says that there is another page. */
export function toPage<T>(items: readonly T[], limit: number, cursorAfter: (last: T) => string): ListPage<T> {
	const page = items.slice(0, limit);
	const last = page.at(-1);
	return items.length > limit && last !== undefined ? { items: page, nextCursor: cursorAfter(last) } : { items: page };
}
