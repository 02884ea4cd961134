import type { Labels } from "../../react/labels/Labels.ts";
import type { Activity } from "../../react/useActivity.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

/** What the agent does, in a few words. */
export function activityText(activity: Activity, labels: Labels): string {
	switch (activity.kind) {
		case "stopping":
			return labels.stoppingTurn(activity.by);
		case "waiting":
			return labels.waitingForApproval;
		case "calling":
			return plainAgentText(activity.title);
		case "following":
			return plainAgentText(activity.step);
		default:
			return labels[activity.kind];
	}
}

function plainAgentText(text: string): string {
	return revealDirectionOverrides(text).replaceAll("`", "");
}
