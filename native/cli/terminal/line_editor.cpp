#include "native/cli/terminal/line_editor.hpp"

#include <histedit.h>
#include <langinfo.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "figures.hpp"
#include "native/cli/terminal/terminal.hpp"
#include "native/platform/files.hpp"
#include "wire/utf8.hpp"

namespace moa::cli {
namespace {

constexpr int most_lines_kept = 1000;
constexpr std::string_view paste_on = "\x1b[?2004h";
constexpr std::string_view paste_off = "\x1b[?2004l";
constexpr std::string_view paste_end = "\x1b[201~";
/// A longer paste is shown as a mark in the line: the editor redraws all of it with every key.
constexpr std::size_t longest_shown_paste = 600;
constexpr std::ptrdiff_t most_shown_lines = 8;
/// Of what a word may go on to.
constexpr std::size_t most_choices = 60;

/// libedit converts by the locale.
bool use_utf8() {
    std::setlocale(LC_CTYPE, "");
    if (std::string_view(nl_langinfo(CODESET)) == "UTF-8") return true;
    return std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
}

class Editor final : public LineEditor {
  public:
    Editor(SignalScope& signals, std::string history_file, Completer completer)
        : signals_(signals), history_file_(std::move(history_file)), completer_(std::move(completer)) {}
    ~Editor() override {
        if (editor_ != nullptr) el_end(editor_);
        if (history_ != nullptr) history_end(history_);
        if (screen_ != nullptr) std::fclose(screen_);
    }
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;

    bool open() {
        screen_ = ::fdopen(::dup(STDERR_FILENO), "w");
        if (screen_ == nullptr) return false;
        editor_ = el_init("moa", stdin, screen_, screen_);
        history_ = history_init();
        if (editor_ == nullptr || history_ == nullptr) return false;
        HistEvent event = {};
        history(history_, &event, H_SETSIZE, most_lines_kept);
        history(history_, &event, H_SETUNIQUE, 1);
        if (!history_file_.empty()) history(history_, &event, H_LOAD, history_file_.c_str());
        el_set(editor_, EL_CLIENTDATA, this);
        el_set(editor_, EL_GETCFN, &Editor::on_read);
        el_set(editor_, EL_PROMPT, &Editor::on_prompt);
        el_set(editor_, EL_EDITOR, "emacs");
        el_set(editor_, EL_HIST, history, history_);
        el_set(editor_, EL_ADDFN, "moa-paste", "Insert what is pasted", &Editor::on_paste);
        el_set(editor_, EL_ADDFN, "moa-line-feed", "Begin another line", &Editor::on_line_feed);
        el_set(editor_, EL_ADDFN, "moa-complete", "Complete the word", &Editor::on_complete);
        el_source(editor_, nullptr);
        el_set(editor_, EL_BIND, "\\e[200~", "moa-paste", nullptr);
        el_set(editor_, EL_BIND, "\\e^M", "moa-line-feed", nullptr);
        el_set(editor_, EL_BIND, "\\e^J", "moa-line-feed", nullptr);
        el_set(editor_, EL_BIND, "^I", "moa-complete", nullptr);
        el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
        return true;
    }

    std::optional<std::string> read(const std::string& prompt) override {
        prompt_ = prompt;
        pastes_.clear();
        for (;;) {
            write_all(STDERR_FILENO, paste_on);
            int length = 0;
            const char* line = el_gets(editor_, &length);
            write_all(STDERR_FILENO, paste_off);
            if (line != nullptr)
                return finished(std::string(line, static_cast<std::size_t>(std::max(length, 0))));
            if (signals_.stop_signal() == SIGINT && had_text_) {
                signals_.clear_stop();
                had_text_ = false;
                write_all(STDERR_FILENO, "\r\n");
                continue;
            }
            write_all(STDERR_FILENO, "\r\n");
            return std::nullopt;
        }
    }

    void remember(const std::string& line) override {
        HistEvent event = {};
        history(history_, &event, H_ENTER, line.c_str());
        if (history_file_.empty()) return;
        // Before the library creates it: nobody else can read it for a moment, either.
        const mode_t before = ::umask(S_IRWXG | S_IRWXO);
        history(history_, &event, H_SAVE, history_file_.c_str());
        ::umask(before);
    }

  private:
    static Editor& of(EditLine* editor) {
        void* self = nullptr;
        el_get(editor, EL_CLIENTDATA, &self);
        return *static_cast<Editor*>(self);
    }
    static char* on_prompt(EditLine* editor) { return of(editor).prompt_.data(); }
    static int on_read(EditLine* editor, wchar_t* key) { return of(editor).read_key(*key); }
    static unsigned char on_paste(EditLine* editor, int /*key*/) { return of(editor).paste(); }
    static unsigned char on_line_feed(EditLine* editor, int /*key*/) { return of(editor).insert("\n"); }
    static unsigned char on_complete(EditLine* editor, int /*key*/) { return of(editor).complete(); }

    std::string_view text() const {
        const LineInfo* line = el_line(editor_);
        return {line->buffer, static_cast<std::size_t>(line->lastchar - line->buffer)};
    }

    /// The next byte; nothing at the end of input and when a stop was asked for.
    std::optional<char> next_byte() {
        while (pending_.empty()) {
            if (signals_.stop_requested()) {
                had_text_ = !text().empty();
                return std::nullopt;
            }
            if (signals_.take_resize()) el_resize(editor_);
            if (signals_.take_suspend()) {
                write_all(STDERR_FILENO, paste_off);
                el_set(editor_, EL_PREP_TERM, 0);
                suspend_process();
                el_set(editor_, EL_PREP_TERM, 1);
                write_all(STDERR_FILENO, paste_on);
                el_set(editor_, EL_REFRESH);
            }
            if (!signals_.wait_until(no_time, STDIN_FILENO)) continue;
            std::array<char, 4096> part{};
            const ssize_t count = ::read(STDIN_FILENO, part.data(), part.size());
            if (count == 0 || (count < 0 && errno != EINTR)) return std::nullopt;
            if (count > 0) pending_.assign(part.data(), static_cast<std::size_t>(count));
            std::reverse(pending_.begin(), pending_.end());
        }
        const char byte = pending_.back();
        pending_.pop_back();
        return byte;
    }

    /// 1 for a character, 0 at the end.
    int read_key(wchar_t& key) {
        std::string bytes;
        do {
            const std::optional<char> byte = next_byte();
            if (!byte) return 0;
            bytes += *byte;
        } while (wire::complete_utf8_prefix(bytes) == 0 && bytes.size() < 4);
        key = wire::is_valid_utf8(bytes) ? static_cast<wchar_t>(first_code_point(bytes)) : L'\uFFFD';
        return 1;
    }

    static char32_t first_code_point(std::string_view bytes) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
        if (bytes.size() == 1) return byte(0);
        char32_t value = byte(0) & (0x7FU >> bytes.size());
        for (std::size_t i = 1; i < bytes.size(); ++i)
            value = (value << 6U) | (byte(i) & 0x3FU);
        return value;
    }

    unsigned char insert(const std::string& piece) {
        el_insertstr(editor_, piece.c_str());
        return CC_REFRESH;
    }

    /// What stands between the marks of a bracketed paste.
    unsigned char paste() {
        std::string piece;
        while (!piece.ends_with(paste_end)) {
            const std::optional<char> byte = next_byte();
            if (!byte) return CC_EOF;
            piece += *byte;
        }
        piece.resize(piece.size() - paste_end.size());
        // Terminals send a carriage return for each line.
        for (std::size_t at = 0; (at = piece.find('\r', at)) != std::string::npos;)
            piece.replace(at, piece.compare(at, 2, "\r\n") == 0 ? 2 : 1, "\n");
        while (!piece.empty() && piece.back() == '\n')
            piece.pop_back();
        const auto feeds = std::count(piece.begin(), piece.end(), '\n');
        const bool shown = piece.size() <= longest_shown_paste && feeds < most_shown_lines &&
                           piece.find('\t') == std::string::npos && piece.find('\x1b') == std::string::npos;
        if (shown) return insert(piece);
        const std::string mark = "[paste " + std::to_string(pastes_.size() + 1) + ": " +
                                 figure::counted(static_cast<std::size_t>(feeds) + 1, "line") + "]";
        pastes_.emplace_back(mark, std::move(piece));
        return insert(mark);
    }

    unsigned char complete() {
        const LineInfo* line = el_line(editor_);
        const std::string_view before(line->buffer, static_cast<std::size_t>(line->cursor - line->buffer));
        const std::string word(before.substr(before.find_last_of(' ') + 1));
        const std::vector<std::string> found = completer_(before);
        if (found.empty()) return CC_REFRESH_BEEP;
        std::string common = found.front();
        for (const std::string& each : found) {
            const auto differs = std::mismatch(common.begin(), common.end(), each.begin(), each.end()).first;
            common.erase(differs, common.end());
        }
        if (found.size() == 1) common += ' ';
        if (common.size() > word.size()) return insert(common.substr(word.size()));
        std::string list = "\r\n";
        for (std::size_t i = 0; i < std::min(found.size(), most_choices); ++i)
            list += found[i] + "  ";
        if (found.size() > most_choices) list += std::to_string(found.size() - most_choices) + " more";
        write_all(STDERR_FILENO, list + "\r\n");
        return CC_REDISPLAY;
    }

    /// With what its marks stand for.
    std::string finished(std::string line) const {
        if (!line.empty() && line.back() == '\n') line.pop_back();
        for (const auto& [mark, piece] : pastes_) {
            const std::size_t at = line.find(mark);
            if (at != std::string::npos) line.replace(at, mark.size(), piece);
        }
        return line;
    }

    SignalScope& signals_;
    std::string history_file_;
    Completer completer_;
    std::FILE* screen_ = nullptr;
    EditLine* editor_ = nullptr;
    History* history_ = nullptr;
    std::string prompt_;
    std::string pending_;    ///< bytes that were read and not taken, last one first
    bool had_text_ = false;  ///< in the line that a signal has ended
    std::vector<std::pair<std::string, std::string>> pastes_;  ///< a mark in the line, and its text
};

}  // namespace

std::unique_ptr<LineEditor> LineEditor::make(SignalScope& signals, std::string history_file,
                                             Completer completer) {
    if (::isatty(STDIN_FILENO) != 1 || !is_terminal(STDERR_FILENO) || !use_utf8()) return nullptr;
    if (!history_file.empty() && native::make_folder(std::filesystem::path(history_file).parent_path()))
        history_file.clear();
    auto editor = std::make_unique<Editor>(signals, std::move(history_file), std::move(completer));
    return editor->open() ? std::move(editor) : nullptr;
}

}  // namespace moa::cli
