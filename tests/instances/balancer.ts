import { connect, createServer, type Socket } from "node:net";

/** A plain TCP balancer: it knows connections, not requests, and cannot ask anything twice. */
export type Balancer = {
  port: number;
  /** Sends new connections to these ports, in turn. */
  route(ports: readonly number[]): void;
  close(): Promise<void>;
};

/** Takes connections on a free port. One that its instance refuses (it is leaving) goes to the next instance. */
export async function startBalancer(): Promise<Balancer> {
  let backends: readonly number[] = [];
  let turn = 0;
  const open = new Set<Socket>();

  const join = (client: Socket, tried: number) => {
    const port = backends[turn++ % backends.length];
    if (port === undefined) return void client.destroy();
    const backend = connect(port, "127.0.0.1");
    open.add(backend);
    backend.once("connect", () => {
      client.pipe(backend).pipe(client);
      client.once("close", () => backend.destroy());
      // What the backend said last is still on its way to the client.
      backend.once("close", () => client.end());
    });
    backend.once("close", () => open.delete(backend));
    backend.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" && tried + 1 < backends.length) join(client, tried + 1);
      else client.destroy();
    });
  };

  const server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.once("close", () => open.delete(client));
    client.on("error", () => client.destroy());
    join(client, 0);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    route(ports) {
      backends = [...ports];
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
