import type { TimelineItem } from "../../protocol/index.ts";
import { shareStructure } from "./keepEqual.ts";

/**
 * Folds items into a list of those that are in a certain state, such as the pending approvals: items that are come in
 * or are replaced, items that are no longer go. The list stays sorted by `order`.
 */
export function reduceItemSubset<Member extends TimelineItem>(
	members: readonly Member[],
	items: readonly TimelineItem[],
	isMember: (item: TimelineItem) => item is Member,
): readonly Member[] {
	const told = new Set(items.map((item) => item.id));
	const arriving = items.filter(isMember);
	if (arriving.length === 0 && !members.some((member) => told.has(member.id))) return members;
	const held = new Map(members.map((member) => [member.id, member]));
	const kept = members.filter((member) => !told.has(member.id));
	const next = [...kept, ...arriving.map((item) => shareStructure(held.get(item.id), item))];
	return shareStructure(
		members,
		next.sort((a, b) => a.order - b.order),
	);
}
