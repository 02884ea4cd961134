"use client";

import { type ComponentProps, type ReactNode, useContext } from "react";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";

interface UntrustedLinkProps extends Omit<ComponentProps<"a">, "href" | "title" | "target" | "rel"> {
	/** As the agent or a person wrote it. */
	readonly href: string;
	/** What is shown if the URL policy refuses the address. */
	readonly refused: ReactNode;
}

/** A link to an address that the host's page does not know. Its title says where it leads. */
export function UntrustedLink({ href, refused, ...rest }: UntrustedLinkProps) {
	const address = useContext(UrlPolicyContext).link(href);
	if (address === null) return refused;
	return <a {...rest} href={address} title={address} target="_blank" rel="noopener noreferrer nofollow" />;
}
