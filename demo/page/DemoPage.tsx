import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { addressFor, otherUser, type Place } from "./readPlace.ts";
import { ThingsToTry } from "./ThingsToTry.tsx";

interface DemoPageProps {
	readonly place: Place;
	readonly endpoint: string;
}

export function DemoPage({ place, endpoint }: DemoPageProps) {
	const getParams = () => ({ userId: place.user.toLowerCase(), name: place.user });
	return (
		<WorkspaceProvider endpoint={endpoint} getParams={getParams}>
			<div className="demo">
				<header className="demo-header">
					<h1 className="demo-title">{place.workspaceId}</h1>
					<p className="demo-user">
						You are <strong>{place.user}</strong>
					</p>
					<ThingsToTry workspaceId={place.workspaceId} />
					<a className="demo-link" href={addressFor(place, otherUser(place))} target="_blank" rel="noreferrer">
						Open as {otherUser(place)}
					</a>
				</header>
				<main className="demo-main">
					<WorkspaceChat workspaceId={place.workspaceId} />
				</main>
			</div>
		</WorkspaceProvider>
	);
}
