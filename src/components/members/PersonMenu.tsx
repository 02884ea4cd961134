"use client";

import { useId, useState } from "react";
import type { Role } from "../../protocol/index.ts";
import { wordFor } from "../../react/labels/format.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useManagePerson } from "../../react/useManagePerson.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { Button } from "../primitives/Button.tsx";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
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
	const [isAsking, setAsking] = useState(false);
	const { roles, canRemove, setRole, remove, pending, error } = useManagePerson({ userId, role });
	if (roles.length === 0 && !canRemove) return null;
	const label = labels.personActions(name);
	const handleRemove = () => {
		if (isAsking) remove();
		setAsking(!isAsking);
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
							value={role ?? ""}
							aria-busy={pending || undefined}
							disabled={pending}
							onChoose={(chosen) => setRole(chosen as Role)}
						>
							{role === null && <option value="">{labels.noRole}</option>}
							{roles.map((one) => (
								<option key={one} value={one}>
									{wordFor(labels.role, one)}
								</option>
							))}
						</ActionSelect>
					)}
					<CopyButton text={userId} label={labels.copyUserId} />
					{canRemove && role !== null && (
						<Button
							data-asking={isAsking || undefined}
							aria-disabled={pending || undefined}
							onClick={handleRemove}
							onBlur={() => setAsking(false)}
						>
							{isAsking ? labels.removePersonSurely(name) : labels.removePerson}
						</Button>
					)}
					<ActionError error={error} />
				</div>
			)}
		</>
	);
}
