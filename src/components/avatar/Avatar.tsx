"use client";
import { type CSSProperties, useContext, useState } from "react";
import type { Person } from "../../protocol/index.ts";
import { UrlPolicyContext } from "../markdown/UrlPolicyContext.ts";
import { personHue } from "./hueOf.ts";
import { initials } from "./initials.ts";

export interface AvatarProps {
	readonly person: Person;
	readonly className?: string | undefined;
}

/**
 * A person's picture, or their initials while there is none or the URL policy of the `<MarkdownProvider>` above refuses
 * it. It is decoration: write the name beside it.
 *
 * @example
 * <Avatar person={{ userIdSchema: "ada", name: "Ada" }} />
 */
export function Avatar({ person, className }: AvatarProps) {
	const [broken, setBroken] = useState<string | null>(null);
	const { image, avatar = image } = useContext(UrlPolicyContext);
	const url = person.avatarUrl && person.avatarUrl !== broken ? avatar(person.avatarUrl) : null;
	const style: CSSProperties & Record<"--_hue", number> = { "--_hue": personHue(person.userId) };
	return (
		<span className={className ? `wsc-avatar ${className}` : "wsc-avatar"} style={style} aria-hidden="true">
			{url ? (
				<img className="wsc-avatar-image" src={url} alt="" onError={() => setBroken(person.avatarUrl ?? null)} />
			) : (
				initials(person.name)
			)}
		</span>
	);
}
