"use client";
import { type ReactNode, useContext } from "react";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";

export interface MarkdownLinkProps {
	readonly href: string;
	/** Its words. */
	readonly children: ReactNode;
}

/** A link, live if the URL policy lets its address pass; else its words, with the address to read in a tooltip. */
export function MarkdownLink({ href, children }: MarkdownLinkProps) {
	const urlPolicy = useContext(UrlPolicyContext);
	const address = urlPolicy.link(href);
	if (address === null) return <span className="wsc-markdown-refused-link">{children}</span>;
	return (
		<a className="wsc-markdown-link" href={address} title={address} target="_blank" rel="noopener noreferrer nofollow">
			{children}
		</a>
	);
}
