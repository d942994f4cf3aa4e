'use strict'

// Lists pull requests with the npm package bitbucket, unchanged: a filter, a
// sort key and all pages. It prints their ids, or the error that came.
//
//     node list.js http://127.0.0.1:1234/2.0 'state = "OPEN"' -id

const { Bitbucket } = require('bitbucket')

async function main(baseUrl, q, sort) {
  const bitbucket = new Bitbucket({ baseUrl, notice: false, auth: { token: 's1' } })
  const ids = []
  const params = { workspace: 'acme', repo_slug: 'site', q, sort, pagelen: 4 }
  let { data } = await bitbucket.pullrequests.list(params)
  for (;;) {
    ids.push(...data.values.map(({ id }) => id))
    if (!bitbucket.hasNextPage(data)) break
    data = (await bitbucket.getNextPage(data)).data
  }
  console.log(ids.join(' '))

  const one = await bitbucket.pullrequests.get({
    workspace: 'acme', repo_slug: 'site', pull_request_id: ids[0],
  })
  console.log(one.data.id)
}

main(...process.argv.slice(2)).catch(({ status, error }) => {
  console.error(status, error?.error?.message)
  process.exit(1)
})
