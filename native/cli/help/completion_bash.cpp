#include "native/cli/help/completion.hpp"

namespace moa::cli {
namespace {

// _moa_place sets what can stand behind a command, _moa_value what an option takes ("-": nothing to propose).
constexpr std::string_view bash_head = R"(# Completion of moa for bash, as `moa completion bash` prints it.

_moa_place() {
  commands='' options='' arguments=''
  case $1 in
)";

constexpr std::string_view bash_between = R"(  esac
}

_moa_value() {
  case $1 in
)";

constexpr std::string_view bash_tail = R"(    *) return 1 ;;
  esac
}

# Proposes the words of a kind, and files where "files" is said.
_moa_propose() {
  local kind line
  for kind in $1; do
    case $kind in
      -) ;;
      files)
        compopt -o filenames 2>/dev/null
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        ;;
      *)
        while IFS= read -r line; do
          line=${line%%$'\t'*}
          [[ $line == "$current"* ]] && COMPREPLY+=("$line")
        done < <("$program" complete "$kind" 2>/dev/null)
        ;;
    esac
  done
}

_moa() {
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} at=moa wanted='' word i
  local commands options arguments
  _moa_place "$at"
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -* ]] && wanted=$(_moa_value "$at $word"); then
      [[ ${COMP_WORDS[i + 1]} == '=' ]] && ((++i))
      ((++i))
      ((i < COMP_CWORD)) && wanted=''
    else
      wanted=''
      if [[ " $commands " == *" $word "* ]]; then
        at+=" $word"
        _moa_place "$at"
      fi
    fi
  done
  COMPREPLY=()
  [[ $current == '=' ]] && current=''
  if [[ -n $wanted ]]; then
    _moa_propose "$wanted"
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current")
    _moa_propose "$arguments"
  fi
}

complete -F _moa moa
)";

std::string bash_place(const CommandText& command) {
    std::string commands;
    std::string options;
    std::string arguments;
    for (const CommandText& below : command.commands)
        commands += (commands.empty() ? "" : " ") + below.path.substr(command.path.size() + 1);
    for (const OptionText& option : command.options) {
        for (const std::string& name : option.names)
            options += (options.empty() ? "" : " ") + name;
    }
    for (const ArgumentText& argument : command.arguments) {
        const std::string words = proposed_words(argument.value);
        arguments += (arguments.empty() || words.empty() ? "" : " ") + words;
    }
    std::string text = "    '" + command.path + "') commands='" + commands + "' options='" + options +
                       "' arguments='" + arguments + "' ;;\n";
    for (const CommandText& below : command.commands)
        text += bash_place(below);
    return text;
}

}  // namespace

std::string bash_completion(const CommandText& moa) {
    return std::string(bash_head) + bash_place(moa) + std::string(bash_between) + value_cases(moa) +
           std::string(bash_tail);
}

}  // namespace moa::cli
