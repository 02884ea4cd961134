import type { WorkspaceOptions } from "../../../actors/index.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import type { ScenarioHost } from "../scenarios/Scenario.ts";

/** The host of a workspace: the one of the scenario of its name. */
function hostOf(workspaceId: string): ScenarioHost {
	return SCENARIOS.find(({ name }) => name === workspaceId)?.host ?? {};
}

/** What `npm start -- --options` loads in its own process. */
const options: Partial<WorkspaceOptions> = {
	session: ({ workspaceId }) => hostOf(workspaceId).session ?? {},
	approvals: { policy: (request) => hostOf(request.workspaceId).policy?.(request) ?? "ask" },
};

export default options;
