-- What a person does in Neovim with a file of the language; writes what was seen as JSON.
-- HATOPO_FILE is the file, HATOPO_SEEN where to write, HATOPO_CODE the finding to mend.
local patience = 20000
local seen = {}

local function write()
  local file = assert(io.open(vim.env.HATOPO_SEEN, 'w'))
  file:write(vim.json and vim.json.encode(seen) or vim.fn.json_encode(seen))
  file:close()
end

local function find(pattern)
  vim.fn.cursor(1, 1)
  local line, column = unpack(vim.fn.searchpos(pattern, 'c'))
  assert(line > 0, 'not in the text: ' .. pattern)
  return line, column
end

local function messages(buffer)
  return vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(buffer))
end

-- The lines of the first window that floats.
local function floating()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

-- The one answer of the server.
local function ask(method, params)
  local answers, failure = vim.lsp.buf_request_sync(0, method, params, patience)
  assert(answers, failure)
  for _, answer in pairs(answers) do return answer.result end
end

local function position()
  return vim.lsp.util.make_position_params(0, 'utf-16')
end

local ok, failure = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.HATOPO_FILE))
  local buffer = vim.api.nvim_get_current_buf()
  seen.filetype = vim.bo.filetype

  -- the keys that a person presses
  seen.omnifunc = vim.bo.omnifunc
  seen.comments = vim.bo.commentstring
  seen.keys = {}
  for _, key in ipairs({ 'K', 'grn', 'gra', 'gO' }) do
    local map = vim.fn.maparg(key, 'n', false, true)
    seen.keys[key] = map.lhs or ''
  end

  -- what is wrong
  vim.wait(patience, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
  seen.found = vim.tbl_map(function(each)
    return { line = each.lnum + 1, message = each.message, code = each.code, source = each.source }
  end, vim.diagnostic.get(buffer))

  -- what a word says
  find('Host1 :')
  vim.api.nvim_feedkeys('K', 'mx', false)
  vim.wait(patience, function() return floating() ~= nil end, 20)
  seen.hover = floating()
  vim.cmd('silent! fclose!')

  -- what may come
  local line = find('standby: ')
  local written = vim.api.nvim_buf_get_lines(buffer, line - 1, line, false)
  local typed = '  standby: '
  vim.api.nvim_buf_set_lines(buffer, line - 1, line, false, { typed })
  local completed = ask('textDocument/completion', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line - 1, character = #typed },
  })
  seen.completion = vim.tbl_map(function(each) return each.label end, completed.items or completed)
  vim.api.nvim_buf_set_lines(buffer, line - 1, line, false, written)

  -- where a name is declared
  find('CMVM_01$')
  local place = ask('textDocument/definition', position())
  place = place[1] or place
  seen.definition = (place.targetSelectionRange or place.range).start.line + 1

  -- the fix of what is wrong, chosen as a person does, and that nothing is wrong then
  vim.ui.select = function(items, options, choose)
    seen.fixes = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  for _, each in ipairs(seen.found) do
    if each.code == vim.env.HATOPO_CODE then vim.fn.cursor(each.line, 4) end
  end
  vim.lsp.buf.code_action()
  -- what was found while nothing stood behind `standby:` may still be told
  vim.wait(patience, function() return seen.fixes and #vim.diagnostic.get(buffer) == 0 end, 20)
  seen.left = messages(buffer)

  -- the layout
  vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { '   network   spare' })
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = patience })
  else
    vim.lsp.buf.formatting_sync(nil, patience)
  end
  seen.formatted = vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]

  -- the same on save
  vim.api.nvim_buf_set_lines(buffer, 0, 1, false, { '   network   other' })
  vim.cmd('write')
  seen.saved = vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]
end)
if not ok then seen.failure = tostring(failure) end
write()
vim.cmd('qall!')
