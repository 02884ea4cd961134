"use client";
import type { ReactNode } from "react";
import type { Labels } from "./labels/Labels.ts";
import { LabelsProvider } from "./labels/LabelsProvider.tsx";
import { useSourceStores } from "./useOwnStores.ts";
import { WorkspaceStoresContext } from "./WorkspaceStoresContext.ts";
import type { WorkspaceSource } from "./workspaceSource.ts";

export interface WorkspaceProviderProps extends WorkspaceSource {
	/** Texts to replace, for everything below. */
	readonly labels?: Partial<Labels> | undefined;
	readonly children?: ReactNode;
}

/**
 * Says where workspaces are. Whatever names the same workspace below it shares one connection, which opens with the
 * first component and closes a moment after the last. What was loaded is let go then, unless something is not sent yet.
 *
 * A new `endpoint` or `client` connects anew; `getParams` and `connect` may be new functions at each render, they are
 * asked when a connection is made.
 *
 * @example
 * <WorkspaceProvider endpoint="https://rivet.example.com" getParams={async () => ({ token: await getToken() })}>
 * 	<WorkspaceChat workspaceId="acme/web" />
 * </WorkspaceProvider>
 */
export function WorkspaceProvider({ labels, children, ...source }: WorkspaceProviderProps) {
	const stores = useSourceStores(source);
	return (
		<WorkspaceStoresContext.Provider value={stores}>
			<LabelsProvider labels={labels}>{children}</LabelsProvider>
		</WorkspaceStoresContext.Provider>
	);
}
