import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../src/styles.css";
import "../../src/components/panel/panel.css";
import { DemoPage } from "./DemoPage.tsx";
import "./page.css";
import { readConfig } from "./readConfig.ts";
import { readPlace } from "./readPlace.ts";
import { TwoPanes } from "./TwoPanes.tsx";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

const place = readPlace(new URLSearchParams(location.search));
const { endpoint } = await readConfig();
document.title = `${place.workspaceId} · workspace-chat`;
createRoot(root).render(
	<StrictMode>
		{place.user === null ? (
			<TwoPanes place={place} endpoint={endpoint} />
		) : (
			<DemoPage place={place} user={place.user} endpoint={endpoint} />
		)}
	</StrictMode>,
);
