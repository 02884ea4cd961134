"use client";

import { useContext, useMemo, useState } from "react";
import { personMark } from "../../core/state/personMarks.ts";
import type { Person } from "../../protocol/index.ts";
import { useOptionalWorkspaceSelector } from "../../react/store.tsx";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";

/** The props of `<Avatar>`. */
export interface AvatarProps {
	/** The person. In a workspace, the color and the initials differ from those of the others in it. */
	readonly person: Person;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * The avatar of a person, or their initials if there is none or the URL policy of the nearest `<MarkdownProvider>`
 * refuses it. It is hidden from assistive technology: show the name next to it.
 *
 * Data attributes: `data-color`, a number below 10.
 *
 * @example
 * <Avatar person={{ userId: "ada", name: "Ada" }} />
 */
export function Avatar({ person, className }: AvatarProps) {
	const [broken, setBroken] = useState<string | null>(null);
	const { image, avatar = image } = useContext(UrlPolicyContext);
	const url = person.avatarUrl && person.avatarUrl !== broken ? avatar(person.avatarUrl) : null;
	const { userId, name } = person;
	const known = useOptionalWorkspaceSelector(({ personMarks }) => personMarks.get(userId));
	const { color, initials } = useMemo(() => known ?? personMark({ userId, name }), [known, userId, name]);
	return (
		<span className={className ? `wsc-avatar ${className}` : "wsc-avatar"} data-color={color} aria-hidden="true">
			{url ? (
				<img className="wsc-avatar-image" src={url} alt="" onError={() => setBroken(person.avatarUrl ?? null)} />
			) : (
				initials
			)}
		</span>
	);
}
