"use client";
import { type CSSProperties, useState } from "react";
import type { Person } from "../../protocol/index.ts";
import { hueOf } from "./hueOf.ts";
import { initials } from "./initials.ts";

export interface AvatarProps {
	readonly person: Person;
	readonly className?: string | undefined;
}

/**
 * A person's picture, or their initials while there is none. It is decoration: write the name beside it.
 *
 * @example
 * <Avatar person={{ userId: "ada", name: "Ada" }} />
 */
export function Avatar({ person, className }: AvatarProps) {
	const [broken, setBroken] = useState<string | null>(null);
	const url = person.avatarUrl === broken ? undefined : person.avatarUrl;
	const style: CSSProperties & Record<"--_hue", number> = { "--_hue": hueOf(person.userId) };
	return (
		<span className={className ? `wsc-avatar ${className}` : "wsc-avatar"} style={style} aria-hidden="true">
			{url ? (
				<img className="wsc-avatar-image" src={url} alt="" onError={() => setBroken(url)} />
			) : (
				initials(person.name)
			)}
		</span>
	);
}
