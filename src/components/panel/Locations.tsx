"use client";
import { useContext } from "react";
import { relativePath } from "../../core/index.ts";
import type { ToolCall } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { SidePanelContext } from "./PanelContext.ts";

interface FileLocationsProps {
	readonly locations: ToolCall["locations"];
}

/** The places a tool call is about, each a way to the file in the side panel; nothing where there is no panel. */
export function FileLocations({ locations }: FileLocationsProps) {
	const labels = useLabels();
	const folder = useWorkingDirectory();
	const panel = useContext(SidePanelContext);
	if (!panel || locations.length === 0) return null;
	return (
		<ul className="wsc-locations" aria-label={labels.files}>
			{locations.map(({ path, line }) => {
				const shown = relativePath(path, folder);
				const place = line === undefined ? shown : `${shown}:${line}`;
				return (
					<li key={place} className="wsc-locations-one">
						<button
							type="button"
							className="wsc-link"
							dir="ltr"
							title={revealDirectionOverrides(path)}
							onClick={() => panel.open({ path, line })}
						>
							<code className="wsc-code">{revealDirectionOverrides(place)}</code>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
