#include "wire/content_coding.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ascii.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::size_t most_gzip_head_bytes = std::size_t{64} << 10;  // with the name of a file and a comment
constexpr std::size_t gzip_tail_bytes = 8;                           // checksum and length

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// DEFLATE with a window of 32 kB, which all servers use, and the check bits of RFC 1950.
bool is_zlib(std::string_view bytes) {
    return byte_at(bytes, 0) == 0x78 && (byte_at(bytes, 0) * 256 + byte_at(bytes, 1)) % 31 == 0 &&
           (byte_at(bytes, 1) & 0x20) == 0;
}

Error damaged() {
    return {ErrorKind::bad_response, 0, "The compressed response is damaged."};
}

bool is_text(std::string_view bytes) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' && !is_white_space(c); };
    return std::none_of(bytes.begin(), bytes.end(), is_control) &&
           is_valid_utf8(bytes.substr(0, complete_utf8_prefix(bytes)));
}

}  // namespace

std::string_view unreadable_coding(std::string_view label, std::string_view opening) {
    constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";  // RFC 8878
    if (opening.starts_with(zstd_magic)) return "zstd";
    constexpr std::string_view read_here[] = {"", "identity", "gzip", "x-gzip", "deflate"};
    const bool is_read = std::find(std::begin(read_here), std::end(read_here), label) != std::end(read_here);
    return is_read || is_text(opening) ? std::string_view{} : label;
}

std::string_view ContentCoding::take(std::string_view bytes) {
    if (form_ == Form::plain) return bytes;
    out_.clear();
    held_ += bytes;
    if (form_ == Form::undecided) decide();
    if (form_ == Form::plain) {
        out_ = std::exchange(held_, {});
    } else if (form_ != Form::undecided && !error_) {
        unpack();
    }
    return out_;
}

std::string_view ContentCoding::finish() {
    out_.clear();
    if (form_ == Form::undecided) out_ = std::exchange(held_, {});
    return out_;
}

void ContentCoding::decide() {
    if (held_.empty()) return;
    const bool may_be_packed = held_[0] == gzip_magic[0] || held_[0] == '\x78';
    if (may_be_packed && held_.size() < 2) return;
    if (held_.starts_with(gzip_magic)) {
        is_gzip_ = true;
        form_ = Form::gzip_head;
    } else if (may_be_packed && is_zlib(held_)) {
        form_ = Form::zlib_head;
    } else {
        form_ = Form::plain;
    }
}

/// Drops the head of a member from held_; false where it is not complete.
bool ContentCoding::read_gzip_head() {
    constexpr std::size_t fixed_bytes = 10;
    constexpr unsigned has_checksum = 2;
    constexpr unsigned has_extra = 4;
    constexpr unsigned has_name = 8;
    constexpr unsigned has_comment = 16;
    if (held_.size() < fixed_bytes) return false;
    const unsigned flags = byte_at(held_, 3);
    std::size_t at = fixed_bytes;
    if ((flags & has_extra) != 0) {
        if (held_.size() < at + 2) return false;
        at += 2 + byte_at(held_, at) + byte_at(held_, at + 1) * 256;
    }
    for (const unsigned flag : {has_name, has_comment}) {
        if ((flags & flag) == 0) continue;
        const std::size_t end = held_.find('\0', at);
        if (end == std::string::npos) return false;
        at = end + 1;
    }
    if ((flags & has_checksum) != 0) at += 2;
    if (held_.size() < at) return false;
    held_.erase(0, at);
    return true;
}

void ContentCoding::unpack() {
    while (!held_.empty()) {
        if (form_ == Form::gzip_head) {
            if (!read_gzip_head()) {
                if (held_.size() > most_gzip_head_bytes) error_ = damaged();
                return;
            }
            form_ = Form::data;
        } else if (form_ == Form::zlib_head) {
            held_.erase(0, 2);
            form_ = Form::data;
        } else if (form_ == Form::data) {
            const std::string bytes = std::exchange(held_, {});
            const std::size_t before = out_.size();
            const Inflate::Status status = inflate_.take(bytes, out_);
            made_ += out_.size() - before;
            if (status == Inflate::Status::broken) error_ = damaged();
            if (status == Inflate::Status::full || made_ > max_bytes)
                error_ = Error{ErrorKind::event_too_large, 0,
                               "The decompressed response is larger than the limit of " +
                                   std::to_string(max_bytes) + " bytes."};
            if (error_ || status != Inflate::Status::end) return;
            held_ = inflate_.unread();
            inflate_ = Inflate(max_bytes);
            form_ = Form::gzip_tail;
        } else {
            // The checksum is the transport's business. Another member may follow; behind zlib nothing does.
            if (!is_gzip_ || held_.size() < gzip_tail_bytes + gzip_magic.size()) return;
            held_.erase(0, gzip_tail_bytes);
            if (!held_.starts_with(gzip_magic)) return held_.clear();
            form_ = Form::gzip_head;
        }
    }
}

}  // namespace moa::wire
