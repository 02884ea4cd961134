"use client";

import { useId } from "react";
import type { Login, LoginMethod } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionLost, useSelf, useSession } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { ActionButton } from "../primitives/Button.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { Elapsed } from "../primitives/Time.tsx";
import { UntrustedLink } from "../primitives/UntrustedLink.tsx";

interface LoginMethodProps {
	readonly method: LoginMethod;
	readonly variant: "primary" | "plain";
}

/** A login: a button where the agent carries it out by itself, else what to do. */
function LoginMethodEntry({ method, variant }: LoginMethodProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const name = revealCharacters(method.name);
	const description = method.description && revealCharacters(method.description);
	return (
		<li className="wsc-login-method">
			{method.type === "agent" ? (
				<ActionButton variant={variant} onAction={() => store.logIn(method.id)}>
					{name}
				</ActionButton>
			) : (
				<span className="wsc-login-name">{name}</span>
			)}
			{description && <span className="wsc-faint">{description}</span>}
			{method.type === "terminal" && (
				<span className="wsc-login-steps">
					<span>{labels.loginInTerminal}</span>
					<code className="wsc-login-code">{revealCharacters((method.args ?? []).join(" "))}</code>
				</span>
			)}
			{method.type === "env_var" && (
				<span className="wsc-login-steps">
					<span>{labels.loginVariables}</span>
					{(method.variables ?? []).map((variable) => (
						<code key={variable} className="wsc-login-code">
							{revealCharacters(variable)}
						</code>
					))}
					{method.link && (
						<UntrustedLink className="wsc-link" href={method.link} refused={null}>
							{labels.loginPage}
						</UntrustedLink>
					)}
				</span>
			)}
		</li>
	);
}

interface LoginCardProps {
	readonly login: Login;
	/** Why the last login failed, in the agent's words. */
	readonly detail: string | undefined;
}

/** Says that the agent needs a login, with the ways it offers for people who may log it in. */
export function LoginCard({ login, detail }: LoginCardProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const agent = useSession()?.agent ?? "";
	const isLost = useConnectionLost();
	const actions = useSelf()?.allowedActions ?? [];
	const headingId = useId();
	const first = login.methods.find(({ type }) => type === "agent");
	return (
		<div className="wsc-login">
			<Icon name="info" className="wsc-error-icon" />
			<div className="wsc-error-text">
				<p id={headingId} className="wsc-error-message">
					{labels.loginNeeded(labels.agentName(agent))}
				</p>
				{detail && (
					<p className="wsc-error-hint" dir="auto">
						{revealCharacters(detail)}
					</p>
				)}
				{!actions.includes("logIn") && <p className="wsc-error-hint">{labels.loginNotAllowed}</p>}
				{actions.includes("logIn") && !isLost && (
					<ul className="wsc-login-methods" aria-labelledby={headingId}>
						{login.methods.map((method) => (
							<LoginMethodEntry key={method.id} method={method} variant={method === first ? "primary" : "plain"} />
						))}
					</ul>
				)}
				{actions.includes("restartSession") && !isLost && (
					<div className="wsc-error-actions">
						<ActionButton onAction={() => store.restartSession()}>{labels.tryAgain}</ActionButton>
					</div>
				)}
			</div>
		</div>
	);
}

interface LoginPendingProps {
	readonly login: Login;
	/** Milliseconds since 1970. */
	readonly since: number;
}

/** Says that the agent waits for a login that somebody has started. Another one takes its place. */
export function LoginPending({ login: { methods, pending = "" }, since }: LoginPendingProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useSelf()?.allowedActions.includes("logIn") ?? false;
	const name = methods.find(({ id }) => id === pending)?.name ?? pending;
	const others = methods.filter(({ id, type }) => type === "agent" && id !== pending);
	return (
		<p className="wsc-session-line wsc-login-pending">
			<Icon name="in_progress" />
			<span>{labels.loginPending(revealCharacters(name))}</span>
			<Elapsed since={since} />
			{allowed && <ActionButton onAction={() => store.logIn(pending)}>{labels.tryAgain}</ActionButton>}
			{allowed &&
				others.map((method) => (
					<ActionButton key={method.id} onAction={() => store.logIn(method.id)}>
						{revealCharacters(method.name)}
					</ActionButton>
				))}
		</p>
	);
}
