import { useEffect, useRef, useState } from "react";
import { type Role, useWorkspace } from "../../src/index.ts";
import { ROLES } from "../../src/protocol/index.ts";
import { CODE } from "./code.ts";
import { Pane } from "./Pane.tsx";
import { addressFor, type Place } from "./readPlace.ts";

interface TwoPanesProps {
	readonly place: Place;
	readonly endpoint: string;
}

/** Two people in one workspace, side by side, and what can happen to them. */
export function TwoPanes({ place, endpoint }: TwoPanesProps) {
	const [role, setRole] = useState<Role>("editor");
	const [offline, setOffline] = useState<Readonly<Record<string, boolean>>>({});
	const [look, setLook] = useState({ dark: false, phone: false, rtl: false, code: false });
	const toggle = (name: keyof typeof look) => setLook((before) => ({ ...before, [name]: !before[name] }));
	const pane = (user: string) => ({
		endpoint,
		workspaceId: place.workspaceId,
		user,
		isOffline: offline[user] ?? false,
		onCut: (isOffline: boolean) => setOffline((before) => ({ ...before, [user]: isOffline })),
	});
	useEffect(() => {
		document.documentElement.style.colorScheme = look.dark ? "dark" : "";
	}, [look.dark]);
	return (
		<div className="demo">
			<header className="demo-header">
				<h1 className="demo-title">One workspace, two people</h1>
				<p className="demo-user">Both windows are live. What one person does, the other one sees.</p>
				<Switch on={look.dark} label="Dark" onClick={() => toggle("dark")} />
				<Switch on={look.phone} label="Phone" onClick={() => toggle("phone")} />
				<Switch on={look.rtl} label="Right to left" onClick={() => toggle("rtl")} />
				<Switch on={look.code} label="Code" onClick={() => toggle("code")} />
				<a className="demo-link" href={addressFor(place, "Ada")} target="_blank" rel="noreferrer">
					One window
				</a>
			</header>
			{look.code && (
				<pre className="demo-code">
					<code>{CODE}</code>
				</pre>
			)}
			<main className="demo-panes" data-phone={look.phone || undefined} dir={look.rtl ? "rtl" : "ltr"}>
				<Pane {...pane("Ada")} userRole="owner">
					<Beginning workspaceId={place.workspaceId} />
					<footer className="demo-pane-footer">
						<AgentKiller workspaceId={place.workspaceId} />
					</footer>
				</Pane>
				<Pane {...pane("Ben")} userRole={role}>
					<footer className="demo-pane-footer">
						<label>
							Ben joins as{" "}
							<select className="demo-link" value={role} onChange={({ target }) => setRole(toRole(target.value))}>
								{ROLES.map((name) => (
									<option key={name}>{name}</option>
								))}
							</select>
						</label>
					</footer>
				</Pane>
			</main>
		</div>
	);
}

function toRole(value: string): Role {
	return ROLES.find((role) => role === value) ?? "viewer";
}

interface SwitchProps {
	readonly on: boolean;
	readonly label: string;
	readonly onClick: () => void;
}

function Switch({ on, label, onClick }: SwitchProps) {
	return (
		<button className="demo-link" type="button" aria-pressed={on} onClick={onClick}>
			{label}
		</button>
	);
}

interface InWorkspaceProps {
	readonly workspaceId: string;
}

/** The first prompts of a workspace that is empty: one turn that ends, and one that asks for a permission. */
const FIRST_PROMPTS = ["Find out how uploads are retried", "Raise the number of retries"];

/** It costs nothing, and takes our sentences for scripts. A real agent is only sent what people write. */
const DEMO_AGENT = "demo";

/** Nobody learns anything from an empty room, so the first visit begins with a conversation. */
function Beginning({ workspaceId }: InWorkspaceProps) {
	const { loaded, items, prompt, session } = useWorkspace(workspaceId);
	const hasBegun = useRef(false);
	// That the other person has joined may come first.
	const isEmpty = loaded && session?.agent === DEMO_AGENT && !items.some(({ kind }) => kind === "prompt");
	useEffect(() => {
		if (!isEmpty || hasBegun.current) return;
		hasBegun.current = true;
		// A refused prompt stays above the composer, with its reason.
		for (const text of FIRST_PROMPTS) void prompt(text).catch(() => {});
	}, [isEmpty, prompt]);
	return null;
}

/** Ends the process of the agent, as a crash does. */
function AgentKiller({ workspaceId }: InWorkspaceProps) {
	const { prompt, session } = useWorkspace(workspaceId);
	if (session?.agent !== DEMO_AGENT) return null;
	return (
		<button
			className="demo-link"
			type="button"
			onClick={() => void prompt("crash", { whenBusy: "interrupt" }).catch(() => {})}
		>
			Kill the agent
		</button>
	);
}
