import { type ReactNode, useMemo } from "react";
import type { KeyValueStorage } from "../../src/core/index.ts";
import { type Role, useWorkspaceStore, WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { Network } from "./Network.ts";
import { SUGGESTIONS } from "./things.ts";

interface PaneProps {
	readonly endpoint: string;
	readonly workspaceId: string;
	readonly user: string;
	readonly userRole: Role;
	readonly isOffline: boolean;
	readonly onCut: (isOffline: boolean) => void;
	/** Rendered within the connection of this person. */
	readonly children?: ReactNode;
}

/** The window of one person, with a network of its own. */
export function Pane({ endpoint, workspaceId, user, userRole, isOffline, onCut, children }: PaneProps) {
	const network = useMemo(() => {
		const getParams = () => ({ userId: user.toLowerCase(), name: user, role: userRole });
		return new Network({ endpoint, getParams });
	}, [endpoint, user, userRole]);
	const storage = useMemo(() => storageOf(user), [user]);
	return (
		<section className="demo-pane" aria-label={`${user}’s window`}>
			<WorkspaceProvider key={userRole} connect={network.connect} storage={storage}>
				<header className="demo-pane-header">
					<strong>{user}</strong>
					<span className="demo-role">{userRole}</span>
					<NetworkSwitch {...{ network, workspaceId, isOffline, onCut }} />
				</header>
				<div className="demo-pane-chat">
					<WorkspaceChat workspaceId={workspaceId} suggestions={SUGGESTIONS} panel />
				</div>
				{children}
			</WorkspaceProvider>
		</section>
	);
}

interface NetworkSwitchProps extends Pick<PaneProps, "workspaceId" | "isOffline" | "onCut"> {
	readonly network: Network;
}

function NetworkSwitch({ network, workspaceId, isOffline, onCut }: NetworkSwitchProps) {
	const store = useWorkspaceStore(workspaceId);
	const toggle = () => {
		if (isOffline) {
			network.restore();
			store.reconnect();
		} else {
			network.cut();
		}
		onCut(!isOffline);
	};
	return (
		<button className="demo-link" type="button" aria-pressed={isOffline} onClick={toggle}>
			Cut the network
		</button>
	);
}

/** Two people on one page do not share a draft. */
function storageOf(user: string): KeyValueStorage {
	const keyOf = (key: string) => `${user}/${key}`;
	return {
		getItem: (key) => localStorage.getItem(keyOf(key)),
		setItem: (key, value) => localStorage.setItem(keyOf(key), value),
		removeItem: (key) => localStorage.removeItem(keyOf(key)),
	};
}
