import { workspaceIdProblem } from "../../src/rules/workspaceId.ts";
import { createServerParams } from "../access/serverProof.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { DirectorySetting } from "../options/workspaceOptions.ts";
import type { DirectoryCalls } from "./DirectoryReporter.ts";

/** What is used of an actor's handle. Rivet's client has an accessor for every name. */
interface DirectoryHandle {
	action(call: { readonly name: string; readonly args: readonly unknown[] }): Promise<unknown>;
}

/** The part of Rivet's client that is used. */
interface ActorClient {
	getOrCreate(name: string, key: readonly string[], options: { readonly params: unknown }): DirectoryHandle;
}

/** Calls the directory as one of its workspaces; null where the workspace belongs to no directory. */
export function createDirectoryCalls(
	setting: DirectorySetting | null,
	{ workspaceId, client, log }: Pick<WorkspaceHost, "workspaceId" | "client" | "log">,
): DirectoryCalls | null {
	const tenant = setting && findTenant(setting, workspaceId, log);
	if (!setting || tenant === null) return null;
	const call = async (name: string, ...args: readonly unknown[]) => {
		const params = createServerParams(setting.key, { from: "workspace", tenant, workspaceId });
		const actors = client() as ActorClient;
		await actors.getOrCreate(setting.directoryActor, [tenant], { params }).action({ name, args });
	};
	return {
		report: (report) => call("report", report),
		remove: () => call("removeWorkspace"),
		forgetPerson: (userId) => call("forgetPerson", { userId }),
	};
}

/** A workspace that is not listed can be worked in: a mistake of the host is no reason to refuse it. */
function findTenant({ tenantOf }: DirectorySetting, workspaceId: string, log: WorkspaceLog): string | null {
	try {
		const tenant = tenantOf(workspaceId);
		const problem = tenant === null ? null : workspaceIdProblem(tenant);
		if (problem === null) return tenant;
		log("error", "tenant_invalid", { problem });
	} catch (error) {
		log("error", "tenant_invalid", { error });
	}
	return null;
}
