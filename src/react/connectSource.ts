import type { ConnectWorkspace } from "../core/index.ts";
import { connectRivet } from "../rivet/index.ts";
import type { WorkspaceSource } from "./workspaceSource.ts";

/** Makes connections to wherever the source says at that moment. */
export function connectFromSource(readSource: () => WorkspaceSource): (workspaceId: string) => ConnectWorkspace {
	return (workspaceId) => (listener) => {
		const { connect, storage: _storage, ...rivet } = readSource();
		const getParams = () => readSource().getParams?.();
		const open = connect?.(workspaceId) ?? connectRivet({ ...rivet, workspaceId, getParams });
		return open(listener);
	};
}
