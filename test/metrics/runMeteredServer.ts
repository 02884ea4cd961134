import { join } from "node:path";
import { metrics } from "@opentelemetry/api";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { createWorkspace, local, serve } from "../../actors/index.ts";
import { demoAgent } from "../../demo/agent/index.ts";

// The recipe of docs/observability.md, with the demo agent and one workspace whose sandbox never starts.

const exporter = new PrometheusExporter({ host: "127.0.0.1", port: Number(process.env.TEST_METRICS_PORT) });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [exporter] }));

const folder = process.cwd();
const sandbox = local({
	agents: { demo: demoAgent({ pace: 0 }) },
	agentsDirectory: join(folder, "agents"),
	root: join(folder, "work"),
});
const workspace = createWorkspace({
	agent: "demo",
	sandbox({ workspaceId }) {
		if (workspaceId === "broken") throw new Error("The provider is down.");
		return sandbox;
	},
	onLog: () => undefined,
});
await serve({ use: { workspace } });
