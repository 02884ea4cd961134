import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../src/styles.css";
import "../../src/components/panel/panel.css";
import { DemoPage } from "./DemoPage.tsx";
import "./page.css";
import { readConfig } from "./readConfig.ts";
import { readPlace } from "./readPlace.ts";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");

const place = readPlace(new URLSearchParams(location.search));
const { endpoint } = await readConfig();
document.title = `${place.workspaceId} · workspace-chat`;
createRoot(root).render(
	<StrictMode>
		<DemoPage place={place} endpoint={endpoint} />
	</StrictMode>,
);
