import { connect, type Socket } from 'node:net';

/** A connection on which a test writes whatever it likes. */
export interface RawConnection {
  readonly socket: Socket;
  /** Writes a text, or nothing when the other side has gone. */
  readonly write: (text: string) => void;
  /** Everything that the other side said until it closed the connection. */
  readonly said: Promise<string>;
}

export function rawConnection(port: number): RawConnection {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => {});
  const said = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(text));
  });
  return {
    socket,
    write: (words) => {
      if (socket.writable) socket.write(words);
    },
    said,
  };
}

/** Sends a text as it is and closes its side. @returns everything that was answered */
export async function rawAnswer(port: number, text: string): Promise<string> {
  const { socket, said } = rawConnection(port);
  socket.end(text);
  return said;
}
