"use client";
import { useContext } from "react";
import { isOutsideFolder, relativePath } from "../../core/index.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { UrlPolicyContext } from "../markdown/UrlPolicyContext.ts";
import { SidePanelContext } from "../panel/PanelContext.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { parseFileUri } from "./fileLocation.ts";

interface ResourceNameProps {
	readonly uri: string;
	readonly name: string;
}

/**
 * A resource by its name: a way to it in the side panel if it lies in the agent's folder, a link if the URL policy lets its
 * address pass, else the name alone.
 */
export function ResourceName({ uri, name }: ResourceNameProps) {
	const folder = useWorkingDirectory();
	const panel = useContext(SidePanelContext);
	const urlPolicy = useContext(UrlPolicyContext);
	const shown = revealDirectionOverrides(name);
	const title = revealDirectionOverrides(uri);
	const location = parseFileUri(uri);
	if (location) {
		if (!panel || isOutsideFolder(location.path, folder)) return <bdi title={title}>{shown}</bdi>;
		const open = () => panel.open({ ...location, path: relativePath(location.path, folder) });
		return (
			<button type="button" className="wsc-link" dir="auto" title={title} onClick={open}>
				{shown}
			</button>
		);
	}
	const address = urlPolicy.link(uri);
	if (address === null) return <bdi title={title}>{shown}</bdi>;
	return (
		<a
			className="wsc-link"
			dir="auto"
			href={address}
			title={address}
			target="_blank"
			rel="noopener noreferrer nofollow"
		>
			{shown}
		</a>
	);
}
