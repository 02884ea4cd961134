"use client";

import { type FormEvent, useContext, useEffect, useId, useRef, useState } from "react";
import type { InviteOptions } from "../../core/index.ts";
import type { Invite, InviteRole, KnownPerson, WorkspaceErrorInfo } from "../../protocol/index.ts";
import { wordFor } from "../../react/labels/format.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { type InvitesState, useInvites } from "../../react/useInvites.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { CopyButton, useCopyToClipboard } from "../primitives/CopyButton.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { InviteUrlContext } from "./InviteUrlContext.ts";
import { PersonMenu } from "./PersonMenu.tsx";
import { useKnownPeople } from "./useKnownPeople.ts";

/** The props of `<MembersDialog>`. */
export interface MembersDialogProps {
	/** Render it no longer. */
	readonly onClose: () => void;
}

/** For owners: a link for watching, inviting by a link, the links that are open, and everybody who was ever here. */
export function MembersDialog({ onClose }: MembersDialogProps) {
	const labels = useLabels();
	const title = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	const invites = useInvites();
	useEffect(() => dialog.current?.showModal(), []);
	const open = invites.invites?.filter(({ state }) => state === "open") ?? [];
	return (
		<dialog ref={dialog} className="wsc-dialog" aria-labelledby={title} onClose={onClose}>
			<div className="wsc-dialog-head">
				<h2 id={title} className="wsc-dialog-title">
					{labels.members}
				</h2>
				<Button variant="quiet" aria-label={labels.close} onClick={() => dialog.current?.close()}>
					<Icon name="close" />
				</Button>
			</div>
			{invites.roles.length > 0 && <InviteForms invites={invites} />}
			<ActionError error={invites.error} />
			{open.length > 0 && (
				<section className="wsc-dialog-section">
					<h3 className="wsc-dialog-heading">{labels.openInvites}</h3>
					<ul className="wsc-members">
						{open.map((invite) => (
							<InviteRow key={invite.id} invite={invite} onRevoke={() => invites.revoke.run(invite.id)} />
						))}
					</ul>
					<ActionError error={invites.revoke.error} />
				</section>
			)}
			<KnownPeople />
		</dialog>
	);
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const VALIDITIES = [HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 90 * DAY_MS];

interface InviteFormsProps {
	readonly invites: InvitesState;
}

/** A link for watching with one click, and links that give any role. Each shows the link that was made with it. */
function InviteForms({ invites }: InviteFormsProps) {
	const [usedForm, setUsedForm] = useState<"read-only" | "any">("any");
	const propsOf = (form: typeof usedForm): InviteFormProps => ({
		create(options) {
			if (invites.create.pending) return;
			setUsedForm(form);
			invites.create.run(options);
		},
		pending: invites.create.pending,
		error: usedForm === form ? invites.create.error : null,
		created: usedForm === form ? invites.created : null,
	});
	return (
		<>
			<ReadOnlyLink {...propsOf("read-only")} />
			<InviteForm {...propsOf("any")} roles={invites.roles} />
		</>
	);
}

interface InviteFormProps extends Pick<InvitesState, "created"> {
	readonly create: (options: InviteOptions) => void;
	readonly pending: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

interface InviteTerms {
	readonly expiresInMs: number;
	readonly singleUse: boolean;
}

/** Makes a link by which people watch, and copies it. */
function ReadOnlyLink({ create, pending, error, created }: InviteFormProps) {
	const labels = useLabels();
	const inviteUrl = useContext(InviteUrlContext);
	const [terms, setTerms] = useState<InviteTerms>({ expiresInMs: 7 * DAY_MS, singleUse: false });
	const { status, copy } = useCopyToClipboard();
	// Never a link that gives more.
	const url = created?.invite.role === "viewer" ? inviteUrl(created.token) : null;
	useEffect(() => {
		if (url !== null) void copy(url);
	}, [url, copy]);
	const handleSubmit = (event: FormEvent) => {
		event.preventDefault();
		create({ role: "viewer", ...terms });
	};
	return (
		<section className="wsc-dialog-section">
			<h3 className="wsc-dialog-heading">{labels.readOnlyLink}</h3>
			<p className="wsc-faint">{labels.readOnlyLinkHint}</p>
			<form className="wsc-invite-form" onSubmit={handleSubmit}>
				<TermFields terms={terms} onChange={setTerms} />
				<Button type="submit" variant="primary" aria-disabled={pending || undefined}>
					<Icon name={status === "copied" ? "completed" : "link"} />
					<span>{status === "copied" ? labels.copied : labels.copyReadOnlyLink}</span>
				</Button>
			</form>
			<ActionError error={error} />
			{url !== null && <CreatedLink url={url} />}
		</section>
	);
}

interface AnyInviteFormProps extends InviteFormProps, Pick<InvitesState, "roles"> {}

function InviteForm({ roles, create, pending, error, created }: AnyInviteFormProps) {
	const labels = useLabels();
	const inviteUrl = useContext(InviteUrlContext);
	const [chosen, setChosen] = useState<InviteRole>("editor");
	const [terms, setTerms] = useState<InviteTerms>({ expiresInMs: 7 * DAY_MS, singleUse: true });
	const role = roles.includes(chosen) ? chosen : (roles.at(-1) ?? "viewer");
	const handleSubmit = (event: FormEvent) => {
		event.preventDefault();
		create({ role, ...terms });
	};
	return (
		<section className="wsc-dialog-section">
			<h3 className="wsc-dialog-heading">{labels.inviteByLink}</h3>
			<form className="wsc-invite-form" onSubmit={handleSubmit}>
				<select
					className="wsc-select"
					aria-label={labels.inviteRole}
					value={role}
					onChange={(event) => setChosen(event.target.value as InviteRole)}
				>
					{roles.map((one) => (
						<option key={one} value={one}>
							{wordFor(labels.role, one)}
						</option>
					))}
				</select>
				<TermFields terms={terms} onChange={setTerms} />
				<Button type="submit" aria-disabled={pending || undefined}>
					{labels.createInvite}
				</Button>
			</form>
			<ActionError error={error} />
			{created && <CreatedLink url={inviteUrl(created.token)} />}
		</section>
	);
}

interface TermFieldsProps {
	readonly terms: InviteTerms;
	readonly onChange: (terms: InviteTerms) => void;
}

/** For how long and for how many a link works. */
function TermFields({ terms, onChange }: TermFieldsProps) {
	const labels = useLabels();
	return (
		<>
			<select
				className="wsc-select"
				aria-label={labels.inviteValidity}
				value={terms.expiresInMs}
				onChange={(event) => onChange({ ...terms, expiresInMs: Number(event.target.value) })}
			>
				{VALIDITIES.map((ms) => (
					<option key={ms} value={ms}>
						{labels.inviteValidFor(ms)}
					</option>
				))}
			</select>
			<label className="wsc-invite-once">
				<input
					type="checkbox"
					checked={terms.singleUse}
					onChange={(event) => onChange({ ...terms, singleUse: event.target.checked })}
				/>
				<span>{labels.inviteSingleUse}</span>
			</label>
		</>
	);
}

interface CreatedLinkProps {
	readonly url: string;
}

/** A link that was just made. */
function CreatedLink({ url }: CreatedLinkProps) {
	const labels = useLabels();
	return (
		<div className="wsc-invite-link" role="status">
			<input
				className="wsc-invite-address"
				readOnly
				value={url}
				aria-label={labels.inviteLink}
				onFocus={(event) => event.target.select()}
			/>
			<CopyButton text={url} label={labels.copyLink} />
			<p className="wsc-faint">{labels.inviteShownOnce}</p>
		</div>
	);
}

interface InviteRowProps {
	readonly invite: Invite;
	readonly onRevoke: () => void;
}

function InviteRow({ invite, onRevoke }: InviteRowProps) {
	const labels = useLabels();
	const role = wordFor(labels.role, invite.role);
	return (
		<li className="wsc-participant">
			<Icon name="link" />
			<span className="wsc-member">
				<span className="wsc-participant-name">{labels.inviteBy(role, invite.by.name)}</span>
				<span className="wsc-faint" title={labels.dateTime(invite.expiresAt)}>
					{labels.inviteState(labels.time(invite.expiresAt), invite.uses, invite.singleUse)}
				</span>
			</span>
			<Button aria-label={labels.revokeInviteOf(role)} onClick={onRevoke}>
				{labels.revokeInvite}
			</Button>
		</li>
	);
}

/** Everybody who was ever here, page by page, and those whose name one looks for. */
function KnownPeople() {
	const labels = useLabels();
	const [search, setSearch] = useState("");
	const { people, hasMore, error, showMore, tryAgain } = useKnownPeople(search);
	if (!people && !error) return null;
	return (
		<section className="wsc-dialog-section">
			<h3 className="wsc-dialog-heading">{labels.everybody}</h3>
			<input
				type="search"
				className="wsc-members-search"
				aria-label={labels.searchPeople}
				placeholder={labels.searchPeople}
				value={search}
				onChange={({ target }) => setSearch(target.value)}
			/>
			<ul className="wsc-members">
				{people?.map((person) => (
					<PersonRow key={person.userId} person={person} />
				))}
			</ul>
			{people?.length === 0 && (
				<p className="wsc-faint" role="status">
					{labels.noPersonFound}
				</p>
			)}
			<ActionError error={error}>
				<Button onClick={tryAgain}>{labels.tryAgain}</Button>
			</ActionError>
			{hasMore && !error && <Button onClick={showMore}>{labels.showMorePeople}</Button>}
		</section>
	);
}

interface PersonRowProps {
	readonly person: KnownPerson;
}

function PersonRow({ person }: PersonRowProps) {
	const labels = useLabels();
	const isHere = useWorkspaceSelector(({ participants }) =>
		participants.some(({ userId }) => userId === person.userId),
	);
	const isSelf = useWorkspaceSelector(({ self }) => self?.userId === person.userId);
	return (
		<li className="wsc-participant">
			<Avatar person={person} />
			<span className="wsc-member">
				<bdi className="wsc-participant-name">{isSelf ? labels.nameWithYou(person.name) : person.name}</bdi>
				<span className="wsc-faint" title={isHere ? undefined : labels.dateTime(person.lastSeenAt)}>
					{[
						person.role ? wordFor(labels.role, person.role) : labels.noRole,
						...(isHere ? [] : [labels.lastHere(labels.time(person.lastSeenAt))]),
					].join(" · ")}
				</span>
			</span>
			<PersonMenu userId={person.userId} name={person.name} role={person.role} />
		</li>
	);
}
