"use client";

import { type CSSProperties, useContext, useState } from "react";
import type { Person } from "../../protocol/index.ts";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";

const HUE_COUNT = 12;

/** One of twelve hues, derived from the id so that a person keeps it. */
function personHue(userId: string): number {
	let sum = 0;
	for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
	return (sum % HUE_COUNT) * (360 / HUE_COUNT);
}

/** One or two initials: `Ada Byron` is `AB`, `ben` is `B`. */
function initials(name: string): string {
	const words = name
		.trim()
		.split(/[\s._-]+/)
		.filter(Boolean);
	const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	return ends
		.map((word) => Array.from(word ?? "")[0] ?? "")
		.join("")
		.toUpperCase();
}

interface AvatarProps {
	readonly person: Person;
	readonly className?: string | undefined;
}

/**
 * The avatar of a person, or their initials if there is none or the URL policy of the nearest `<MarkdownProvider>`
 * refuses it. It is hidden from assistive technology: show the name next to it.
 *
 * @example
 * <Avatar person={{ userId: "ada", name: "Ada" }} />
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
