"use client";

import { useEffect, useId, useState } from "react";
import type { Role } from "../../protocol/index.ts";
import { wordFor } from "../../react/labels/format.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useManagePerson } from "../../react/useManagePerson.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { Button } from "../primitives/Button.tsx";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { useReturnFocus } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

/** The props of `<PersonMenu>`. */
export interface PersonMenuProps {
	readonly userId: string;
	readonly name: string;
	/** Null for somebody who was removed, and when it is not known. */
	readonly role: Role | null;
}

/** What an owner can do with a person, behind a button: change their role, remove them, copy their id. */
export function PersonMenu({ userId, name, role }: PersonMenuProps) {
	const labels = useLabels();
	const id = useId();
	const [isOpen, setOpen] = useState(false);
	const [asked, setAsked] = useState<"remove" | "owner" | null>(null);
	const { roles, canRemove, setRole, remove, pending, error } = useManagePerson({ userId, role });
	if (roles.length === 0 && !canRemove) return null;
	const label = labels.personActions(name);
	const handleRemove = () => {
		if (asked === "remove") remove();
		setAsked(asked === "remove" ? null : "remove");
	};
	const handleChoose = (chosen: Role) => {
		// An owner can take the role from everybody else.
		if (chosen === "owner" && role !== "owner") setAsked("owner");
		else setRole(chosen);
	};
	return (
		<>
			<Button
				variant="quiet"
				className="wsc-person-more"
				aria-label={label}
				title={label}
				aria-expanded={isOpen}
				aria-controls={isOpen ? id : undefined}
				onClick={() => setOpen(!isOpen)}
			>
				<Icon name="more" />
			</Button>
			{isOpen && (
				<div id={id} className="wsc-person-menu">
					{roles.length > 0 && (
						<ActionSelect
							className="wsc-select"
							aria-label={labels.roleOf(name)}
							value={asked === "owner" ? asked : (role ?? "")}
							aria-busy={pending || undefined}
							aria-disabled={pending || undefined}
							onChoose={(chosen) => handleChoose(chosen as Role)}
						>
							{role === null && <option value="">{labels.noRole}</option>}
							{roles.map((one) => (
								<option key={one} value={one}>
									{wordFor(labels.role, one)}
								</option>
							))}
						</ActionSelect>
					)}
					{asked === "owner" && (
						<MakeOwner
							name={name}
							onConfirm={() => setRole("owner")}
							onEnd={() => setAsked((before) => (before === "owner" ? null : before))}
						/>
					)}
					<CopyButton text={userId} label={labels.copyUserId} />
					{canRemove && role !== null && (
						<Button
							data-asking={asked === "remove" || undefined}
							aria-disabled={pending || undefined}
							onClick={handleRemove}
							onBlur={() => setAsked(null)}
						>
							{asked === "remove" ? labels.removePersonSurely(name) : labels.removePerson}
						</Button>
					)}
					<ActionError error={error} />
				</div>
			)}
		</>
	);
}

interface MakeOwnerProps {
	readonly name: string;
	readonly onConfirm: () => void;
	readonly onEnd: () => void;
}

/** The second step to another owner. It has the focus, and ends when that goes on. */
function MakeOwner({ name, onConfirm, onEnd }: MakeOwnerProps) {
	const labels = useLabels();
	const button = useReturnFocus<HTMLButtonElement>([".wsc-person-menu", "select"]);
	useEffect(() => button.current?.focus(), [button]);
	const handleClick = () => {
		onConfirm();
		onEnd();
	};
	return (
		<Button ref={button} data-asking="" onClick={handleClick} onBlur={onEnd}>
			{labels.makeOwnerSurely(name)}
		</Button>
	);
}
