import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import { type Attention, useWorkspaceStore, Workspace, WorkspaceChat, WorkspaceProvider } from "../../../src/index.ts";
import "../../../src/styles.css";

/** A person in a workspace of a real engine: who it is comes from the address. */
const search = new URLSearchParams(location.search);
const name = search.get("name") ?? "";
const params = { userId: name.toLowerCase(), name };

/** The response, or the code of the refusal. */
type CallOutcome = { readonly response: unknown } | { readonly code: string };

/** What the test reads and calls. */
export interface RoomWindow {
	/** Every call of `onAttention`, in order. */
	readonly reported: Attention[];
	/** Calls an action, whatever controls the page shows. */
	call(action: string, request: unknown): Promise<CallOutcome>;
}

const reported: Attention[] = [];
const remember = (attention: Attention) => void reported.push(attention);

/** Puts the store at the test's disposal. */
function TestAccess() {
	const store = useWorkspaceStore();
	useEffect(() => {
		const callStore = store.call as (action: string, request: unknown) => Promise<unknown>;
		const call: RoomWindow["call"] = (action, request) =>
			callStore(action, request).then(
				(response) => ({ response }),
				({ code }: { readonly code: string }) => ({ code }),
			);
		Object.assign(window, { room: { reported, call } satisfies RoomWindow });
	}, [store]);
	return null;
}

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceProvider endpoint={search.get("endpoint") ?? ""} getParams={async () => params} storage={null}>
				<Workspace workspaceId="room">
					<TestAccess />
				</Workspace>
				<WorkspaceChat workspaceId="room" onAttention={remember} />
			</WorkspaceProvider>
		</div>,
	);
