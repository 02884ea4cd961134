"use client";
import { useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";

export interface MarkdownImageProps {
	readonly source: string;
	readonly alt: string;
}

/** An image, if the URL policy lets it load; else a placeholder with its words, linked where a link may lead. */
export function MarkdownImage({ source, alt }: MarkdownImageProps) {
	const urlPolicy = useContext(UrlPolicyContext);
	const labels = useLabels();
	const address = urlPolicy.image(source);
	if (address !== null) return <img className="wsc-markdown-image" src={address} alt={alt} loading="lazy" />;
	const words = labels.imageNotLoaded(alt);
	const link = urlPolicy.link(source);
	if (link === null) return <span className="wsc-markdown-refused-image">{words}</span>;
	return (
		<a
			className="wsc-markdown-refused-image"
			href={link}
			title={link}
			target="_blank"
			rel="noopener noreferrer nofollow"
		>
			{words}
		</a>
	);
}
