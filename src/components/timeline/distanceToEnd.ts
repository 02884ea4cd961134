/** How far a list has to scroll on to its end. */
export function distanceToEnd(list: Element | null): number {
	return list ? list.scrollHeight - list.clientHeight - list.scrollTop : 0;
}
