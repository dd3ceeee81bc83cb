#include "native/cli/help/completion.hpp"

namespace moa::cli {
namespace {

constexpr std::string_view zsh_head = R"(#compdef moa
# Completion of moa for zsh, as `moa completion zsh` prints it: a file _moa in a folder of $fpath, or sourced.

_moa_place() {
  moa_commands=() moa_options=() moa_arguments=()
  case $1 in
)";

constexpr std::string_view zsh_between = R"(  esac
}

_moa_value() {
  case $1 in
)";

constexpr std::string_view zsh_tail = R"(    *) return 1 ;;
  esac
}

_moa_propose() {
  local kind
  local -a lines names
  for kind in "$@"; do
    case $kind in
      -) ;;
      files) _files ;;
      *)
        lines=("${(@f)$($words[1] complete $kind 2>/dev/null)}")
        names=("${(@)lines%%$'\t'*}")
        lines=("${(@)lines//$'\t'/  }")
        compadd -l -d lines -a names
        ;;
    esac
  done
}

_moa() {
  local at=moa wanted='' word i
  local -a moa_commands moa_options moa_arguments
  _moa_place $at
  for ((i = 2; i < CURRENT; ++i)); do
    word=$words[i]
    wanted=''
    if [[ $word == -* ]] && wanted=$(_moa_value "$at $word"); then
      ((++i < CURRENT)) && wanted=''
    elif ((${moa_commands[(I)$word:*]})); then
      at+=" $word"
      _moa_place $at
    fi
  done
  if [[ -n $wanted ]]; then
    _moa_propose ${=wanted}
  elif [[ $words[CURRENT] == -* ]]; then
    _describe -o option moa_options
  else
    ((${#moa_commands})) && _describe command moa_commands
    ((${#moa_arguments})) && _moa_propose $moa_arguments
  fi
}

if [[ $funcstack[1] == _moa ]]; then
  _moa "$@"
else
  compdef _moa moa
fi
)";

/// In single quotes, as a name and its description for _describe.
std::string described(std::string_view name, std::string_view text) {
    std::string out = "'";
    for (const char c : name)
        out += c == ':' ? std::string("\\:") : std::string(1, c);
    out += ':';
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string zsh_place(const CommandText& command) {
    std::string text = "    '" + command.path + "')\n";
    std::string words;
    for (const CommandText& below : command.commands)
        words += "        " + described(below.path.substr(command.path.size() + 1), below.summary) + "\n";
    if (!words.empty()) text += "      moa_commands=(\n" + words + "      )\n";
    words.clear();
    for (const OptionText& option : command.options) {
        for (const std::string& name : option.names)
            words += "        " + described(name, option.text) + "\n";
    }
    if (!words.empty()) text += "      moa_options=(\n" + words + "      )\n";
    words.clear();
    for (const ArgumentText& argument : command.arguments) {
        const std::string kinds = proposed_words(argument.value);
        words += (words.empty() || kinds.empty() ? "" : " ") + kinds;
    }
    if (!words.empty()) text += "      moa_arguments=(" + words + ")\n";
    text += "      ;;\n";
    for (const CommandText& below : command.commands)
        text += zsh_place(below);
    return text;
}

}  // namespace

std::string zsh_completion(const CommandText& moa) {
    return std::string(zsh_head) + zsh_place(moa) + std::string(zsh_between) + value_cases(moa) +
           std::string(zsh_tail);
}

}  // namespace moa::cli
