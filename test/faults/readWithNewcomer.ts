import { sawJoin } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { JoinedPerson } from "./joinAsPerson.ts";
import { readTimeline } from "./readTimeline.ts";

/**
 * The timeline of somebody who has just joined, and those of the people who were there before. The first visit is a row of
 * the timeline, so all of them are read once they have it. The newcomer leaves.
 */
export async function readWithNewcomer(newcomer: JoinedPerson, people: readonly Pick<JoinedPerson, "store">[]) {
	const everybody = [newcomer, ...people];
	try {
		const haveRow = () => everybody.every(({ store }) => sawJoin(store.get(), newcomer.person.userId));
		await waitFor(haveRow, "everybody to see the newcomer join", 60_000);
		const [timeline = [], ...others] = await Promise.all(everybody.map(({ store }) => readTimeline(store)));
		return { timeline, others };
	} finally {
		newcomer.leave();
	}
}
