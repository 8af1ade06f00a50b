// A Bluesky server and its directory of accounts, both on loopback, for tests: PLC_PORT, PDS_PORT, PDS_DATA.
const { PlcServer, Database } = require('@did-plc/server')
const { PDS, envToCfg, envToSecrets } = require('@atproto/pds')
const { randomBytes } = require('crypto')
const { mkdirSync } = require('fs')

const plcPort = Number(process.env.PLC_PORT), port = Number(process.env.PDS_PORT), data = process.env.PDS_DATA
const secret = () => randomBytes(32).toString('hex')

function onLoopback(app) {
  const listen = app.listen.bind(app)
  app.listen = (port, ...rest) => listen(port, '127.0.0.1', ...rest)
}

async function main() {
  mkdirSync(`${data}/blobs`, { recursive: true })
  const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
  const env = {
    devMode: true, port, hostname: 'localhost', adminPassword: secret(), jwtSecret: secret(),
    plcRotationKeyK256PrivateKeyHex: secret(), dataDirectory: data, blobstoreDiskLocation: `${data}/blobs`,
    didPlcUrl: `http://localhost:${plcPort}`, serviceHandleDomains: ['.test'], inviteRequired: false,
    crawlers: [], disableSsrfProtection: true, rateLimitsEnabled: false,
  }
  const pds = await PDS.create(envToCfg(env), envToSecrets(env))
  onLoopback(plc.app)
  onLoopback(pds.app)
  await plc.start()
  await pds.start()
  const stop = async () => { await pds.destroy(); await plc.destroy(); process.exit(0) }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  console.log(JSON.stringify({ ready: true, port, plcPort }))
}

main().catch((fault) => { console.log(JSON.stringify({ ready: false, fault: String(fault) })); process.exit(1) })
