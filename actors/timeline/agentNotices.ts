import { truncateText } from "../../src/rules/truncateText.ts";
import { parseNotice } from "./acpSchemas.ts";
import { type Projection, type ProjectionContext, type ProjectionResult, unchanged, withItem } from "./projection.ts";

const TITLE_CHARACTERS = 500;
const DESCRIPTION_CHARACTERS = 4_000;

/** Notices that are remembered of a turn at most. */
const MAX_REMEMBERED = 50;

/**
 * `notice`: something that people should know and that is no part of the answer. It does not split a text that is being
 * written. One that the agent repeats in each turn is shown once: it still applies. Null when it cannot be parsed.
 */
export function projectNotice(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const notice = parseNotice(update);
	if (notice === null) return null;
	const { severity: level, title, description } = notice;
	const key = JSON.stringify([level, title, description]);
	const { current, before } = projection.notices;
	if (current.includes(key)) return unchanged(projection);
	const notices = { before, current: [...current, key].slice(-MAX_REMEMBERED) };
	const remembered = { ...projection, notices };
	if (before.includes(key)) return unchanged(remembered);
	return withItem(remembered, {
		kind: "notice",
		id: context.createId(),
		turnId: context.turnId,
		createdAt: context.now,
		level,
		code: "agent_notice",
		message: truncateText(title, TITLE_CHARACTERS),
		...(description?.trim() && { hint: truncateText(description, DESCRIPTION_CHARACTERS) }),
	});
}
