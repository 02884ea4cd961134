import { cutText } from "../../text/cutText.ts";
import { closeText } from "../closeText.ts";
import { keepJson } from "../parse/keepJson.ts";
import type { ProjectContext } from "../projectContext.ts";
import { andThen, type Projected, withItem } from "../projected.ts";
import type { Projection } from "../projection.ts";

const LABEL_CHARACTERS = 64;

/** Keeps what is not understood as it came, to be shown folded. */
export function projectUnknown(
	projection: Projection,
	label: string,
	value: unknown,
	context: ProjectContext,
): Projected {
	return andThen(closeText(projection, context), (closed) =>
		withItem(closed, {
			kind: "unknown",
			id: context.createId(),
			turnId: context.turnId,
			createdAt: context.now,
			label: cutText(label, LABEL_CHARACTERS),
			value: keepJson(value),
		}),
	);
}
