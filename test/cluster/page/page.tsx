import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import "../../../src/styles.css";

// A workspace of a cluster: `page.html?endpoint=…&name=Ada`.

const query = new URLSearchParams(location.search);
const endpoint = query.get("endpoint") ?? "";
const name = query.get("name") ?? "";
const getParams = () => ({ userId: name.toLowerCase(), name });

const root = document.getElementById("root");
if (root) createRoot(root).render(<WorkspaceChat workspaceId="deploy" endpoint={endpoint} getParams={getParams} />);
